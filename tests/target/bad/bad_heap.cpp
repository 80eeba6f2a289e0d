// Breaks the rule `heap`.
int* allocate();
int* allocate() { return new int[4]; }
