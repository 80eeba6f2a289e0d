// Breaks the rule `bss`.
extern int scratch[16];
int scratch[16];
int last();
int last() { return scratch[15]; }
