/* OpenBLAS is opened at run time (DECISIONS.md), so only types and calls through pointers are here. */
#ifndef LEON_COPENBLAS_SHIM_H
#define LEON_COPENBLAS_SHIM_H
#include <dlfcn.h>
#include <stdlib.h>

/* C = alpha op(A) op(B) + beta C, row major; the signature of cblas_sgemm with its enums as int. */
typedef void (*leon_sgemm_fn)(int order, int trans_a, int trans_b, int m, int n, int k, float alpha,
                              const float *a, int lda, const float *b, int ldb, float beta, float *c,
                              int ldc);
#endif
