// Breaks the rule `static_constructor`.
int seed();
const int table = seed();
const int& first();
const int& first() { return table; }
