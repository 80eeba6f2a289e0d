// Breaks the rule `exceptions`.
void check(int value);
void check(int value) {
  if (value < 0) throw value;
}
