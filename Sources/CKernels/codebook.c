#include "codebook.h"
#include "cblas.h"
#include "simd.h"

enum { block = 64 };

typedef struct {
  leon_sgemm sgemm;
  size_t n, d, k;
  const float *z, *codebook, *bias;
  int32_t *codes;
  float *scratch;
} search;

static int32_t best(const float *scores, const float *bias, size_t k) {
  int32_t at = 0;
  float most = scores[0] + bias[0];
  for (size_t j = 1; j < k; j++) {
    float score = scores[j] + bias[j];
    if (score > most) most = score, at = (int32_t)j;
  }
  return at;
}

static void nearest_part(void *context, int part, int parts) {
  const search *t = context;
  size_t from, to;
  float *scores = t->scratch + (size_t)part * block * t->k;
  leon_pool_slice(t->n, 1, part, parts, &from, &to);
  for (size_t start = from; start < to; start += block) {
    size_t n = to - start < block ? to - start : block;
    leon_call_sgemm(t->sgemm, 0, 1, n, t->k, t->d, t->z + start * t->d, t->d, t->codebook, t->d, 0,
                    scores, t->k);
    for (size_t i = 0; i < n; i++) t->codes[start + i] = best(scores + i * t->k, t->bias, t->k);
  }
}

void leon_nearest_code(leon_pool *pool, leon_sgemm sgemm, size_t n, size_t d, size_t k,
                       const float *z, const float *codebook, const float *bias, int32_t *codes,
                       float *scratch) {
  search t = {sgemm, n, d, k, z, codebook, bias, codes, scratch};
  leon_pool_run(pool, nearest_part, &t);
}
