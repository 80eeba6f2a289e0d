// Breaks the rule `libm`.
extern "C" float expf(float);
using function = float (*)(float);
function chosen();
function chosen() { return expf; }
