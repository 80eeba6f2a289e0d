// Breaks the rule `virtual`.
struct model {
  virtual int predict() const;
};
int model::predict() const { return 1; }
