// only on: arm-m3|arm-m4|arm-m7|arm-m33|arm-m55
// Breaks the rule `null_access`: GCC 12 walks both arrays with one index.
#include <stddef.h>
#include <stdint.h>

struct row_table {
  uint8_t classes[862];
  uint16_t shares[862];
};
__attribute__((noinline)) static void add(const row_table& rows, uint32_t* sums, uint16_t at) {
  for (size_t i = at;; ++i) {
    const uint8_t entry = rows.classes[i];
    sums[entry & 127u] += rows.shares[i];
    if ((entry & 128u) != 0) return;
  }
}
void sum_rows(const row_table& rows, uint32_t* sums, uint16_t a, uint16_t b);
void sum_rows(const row_table& rows, uint32_t* sums, uint16_t a, uint16_t b) {
  add(rows, sums, a);
  add(rows, sums, b);
}
