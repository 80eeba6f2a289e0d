// only on: arm-m0|arm-m3|arm-m4|arm-m33|rv32
// Breaks the rule `double`: it is seen where the core has no such instructions.
float scaled(float value);
float scaled(float value) { return static_cast<float>(static_cast<double>(value) * 0.1); }
