#ifndef LEON_CBLAS_H
#define LEON_CBLAS_H
#include "matmul.h"

/* The numbers of CBLAS's enums: row major, not transposed, transposed. */
enum { row_major = 101, plain = 111, transposed = 112 };

static inline void leon_call_sgemm(leon_sgemm sgemm, int trans_a, int trans_b, size_t m, size_t n,
                                   size_t k, const float *a, size_t lda, const float *b, size_t ldb,
                                   float beta, float *c, size_t ldc) {
  if (m == 0 || n == 0) return;
  sgemm(row_major, trans_a ? transposed : plain, trans_b ? transposed : plain, (int)m, (int)n,
        (int)k, 1.0f, a, (int)lda, b, (int)ldb, beta, c, (int)ldc);
}
#endif
