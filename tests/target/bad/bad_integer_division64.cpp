// only on: arm-.*|rv32|avr
// Breaks the rule `division64`: it is seen where the core has no such instruction.
long long mean(long long sum, long long count);
long long mean(long long sum, long long count) { return sum / count; }
