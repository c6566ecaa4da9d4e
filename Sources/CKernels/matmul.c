#include "cblas.h"

typedef struct {
  leon_sgemm sgemm;
  int trans_a, trans_b;
  size_t m, n, k, lda, ldb, ldc;
  const float *a, *b;
  float beta;
  float *c;
} matmul;

static void rows_part(void *context, int part, int parts) {
  const matmul *t = context;
  size_t from, to;
  leon_pool_slice(t->m, 16, part, parts, &from, &to);
  const float *a = t->trans_a ? t->a + from : t->a + from * t->lda;
  leon_call_sgemm(t->sgemm, t->trans_a, t->trans_b, to - from, t->n, t->k, a, t->lda, t->b, t->ldb,
                  t->beta, t->c + from * t->ldc, t->ldc);
}

static void columns_part(void *context, int part, int parts) {
  const matmul *t = context;
  size_t from, to;
  leon_pool_slice(t->n, 16, part, parts, &from, &to);
  const float *b = t->trans_b ? t->b + from * t->ldb : t->b + from;
  leon_call_sgemm(t->sgemm, t->trans_a, t->trans_b, t->m, to - from, t->k, t->a, t->lda, b, t->ldb,
                  t->beta, t->c + from, t->ldc);
}

void leon_matmul(leon_pool *pool, leon_sgemm sgemm, int trans_a, int trans_b, size_t m, size_t n,
                 size_t k, const float *a, size_t lda, const float *b, size_t ldb, float beta,
                 float *c, size_t ldc) {
  matmul task = {sgemm, trans_a, trans_b, m, n, k, lda, ldb, ldc, a, b, beta, c};
  leon_pool_run(pool, m >= n ? rows_part : columns_part, &task);
}
