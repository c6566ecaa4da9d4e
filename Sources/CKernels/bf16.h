#ifndef LEON_BF16_H
#define LEON_BF16_H
/* Panels of pairs of bf16 numbers, the food of vdpbf16ps; inside this folder only.
 *
 * A pair holds the values at k (low half) and k + 1 of one row of A or one column of B. K is padded
 * with zeros to whole blocks of 16 pairs.
 *
 *   A, row by row in memory      [panel of 12 rows][block][12 rows][16 pairs]
 *   A, stored transposed         [panel of 12 rows][pair][12 rows]
 *   B, either way                [panel of 32 columns][pair][32 columns]
 *
 * A's two forms exist because packing then never turns a matrix: the kernel reads A one pair at a
 * time and does not care where the next one lies. */
#include <stddef.h>
#include <stdint.h>

enum { bf16_rows = 12, bf16_columns = 32, bf16_block = 16 };

static inline size_t bf16_pairs(size_t k) { return (k + 31) / 32 * bf16_block; }
static inline size_t bf16_panels(size_t count, size_t width) { return (count + width - 1) / width; }

/* One family of kernels for a processor level. `k` and `m` or `n` count what is there; what is
 * missing to whole blocks and panels is zero. */
typedef struct {
  /* m rows from `a` to panels of `pairs` pairs each. */
  void (*pack_a)(int transposed, size_t m, size_t k, size_t pairs, const float *a, size_t lda,
                 uint32_t *to);
  /* n columns from `b` to panels of `pairs` pairs each. */
  void (*pack_b)(int transposed, size_t n, size_t k, size_t pairs, const float *b, size_t ldb,
                 uint32_t *to);
  /* c [12, 32] = a b, or c += a b. */
  void (*tile)(int transposed, size_t pairs, const uint32_t *a, const uint32_t *b, float *c,
               size_t ldc, int add);
} bf16_kernels;

/* The kernels of a level of leon_cpu_level(), or of this processor if it has less. */
const bf16_kernels *bf16_kernels_for(int level);

/* c [m, n] = a b, or += : packed panels of A against packed panels of B. A's panels lie `a_stride`
 * pairs apart, B's `b_stride`; of each the first `pairs` are used. */
void bf16_multiply(const bf16_kernels *kernels, int transposed_a, size_t m, size_t n, size_t pairs,
                   const uint32_t *a, size_t a_stride, const uint32_t *b, size_t b_stride, float *c,
                   size_t ldc, int add);
#endif
