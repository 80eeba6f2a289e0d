// Breaks the rule `data`.
extern int counter;
int counter = 7;
int count();
int count() { return ++counter; }
