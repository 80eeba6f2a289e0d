// only on: arm-m0|arm-m3|rv32|avr
// Breaks the rule `float`: it is seen where the core has no such instructions.
int scaled(int value);
int scaled(int value) { return static_cast<int>(static_cast<float>(value) * 0.1f); }
