#ifndef LEON_MATMUL_H
#define LEON_MATMUL_H
#include "pool.h"
#include <stdint.h>

/* cblas_sgemm, opened at run time by `Tensors`; the enums of CBLAS as plain numbers. */
typedef void (*leon_sgemm)(int order, int trans_a, int trans_b, int m, int n, int k, float alpha,
                           const float *a, int lda, const float *b, int ldb, float beta, float *c,
                           int ldc);

/* c [m, n] = op(a) [m, k] op(b) [k, n] + beta c, row major. One thread of `sgemm` a part; the parts
 * split rows or columns, whichever is longer. trans_x: x is stored transposed. */
void leon_matmul(leon_pool *pool, leon_sgemm sgemm, int trans_a, int trans_b, size_t m, size_t n,
                 size_t k, const float *a, size_t lda, const float *b, size_t ldb, float beta,
                 float *c, size_t ldc);

/* The same of a and b rounded to bf16 (nearest even), summed in fp32; c is added to if `accumulate`.
 * `level` caps the kernels by leon_cpu_level(): vdpbf16ps from 3, else AVX2 or plain ones on the same
 * rounded numbers. `workspace`: leon_matmul_bf16_words() words, aligned to 64 bytes. k > 0. Bitwise
 * the same whatever the parts. */
size_t leon_matmul_bf16_words(int parts, size_t n, size_t k);
void leon_matmul_bf16(leon_pool *pool, int level, int trans_a, int trans_b, size_t m, size_t n,
                      size_t k, const float *a, size_t lda, const float *b, size_t ldb,
                      int accumulate, float *c, size_t ldc, uint32_t *workspace);
#endif
