#include "elementwise.h"
#include "simd.h"
#include <stdlib.h>
#pragma clang fp contract(fast)

typedef struct {
  size_t n;
  float rate, beta1, beta2, epsilon, decay, correction1, correction2, scale;
  const float *gradient;
  float *m, *v, *w;
} adamw;

LEON_CLONES static void adamw_part(void *context, int part, int parts) {
  const adamw *t = context;
  size_t from, to;
  leon_pool_slice(t->n, 64, part, parts, &from, &to);
  const float *restrict gradient = t->gradient;
  float *restrict m = t->m, *restrict v = t->v, *restrict w = t->w;
  float step = t->rate / t->correction1, root = 1.0f / sqrtf(t->correction2);
  for (size_t i = from; i < to; i++) {
    float g = gradient[i] * t->scale;
    m[i] = t->beta1 * m[i] + (1 - t->beta1) * g;
    v[i] = t->beta2 * v[i] + (1 - t->beta2) * g * g;
    w[i] -= t->rate * t->decay * w[i] + step * m[i] / (sqrtf(v[i]) * root + t->epsilon);
  }
}

void leon_adamw(leon_pool *pool, size_t n, float rate, float beta1, float beta2, float epsilon,
                float decay, float correction1, float correction2, float scale,
                const float *gradient, float *m, float *v, float *w) {
  adamw t = {n,           rate,        beta1, beta2,    epsilon, decay,
             correction1, correction2, scale, gradient, m,       v,
             w};
  leon_pool_run(pool, adamw_part, &t);
}

/* Blocks of a fixed size have a sum each, added in order at the end. */
enum { block = 4096 };

typedef struct {
  size_t n;
  const float *x;
  double *sums;
} squares;

LEON_CLONES static void squares_part(void *context, int part, int parts) {
  const squares *t = context;
  size_t from, to;
  leon_pool_slice((t->n + block - 1) / block, 1, part, parts, &from, &to);
  for (size_t b = from; b < to; b++) {
    size_t end = (b + 1) * block < t->n ? (b + 1) * block : t->n;
    double s[8] = {0};
    size_t i = b * block;
    for (; i + 8 <= end; i += 8) {
      for (int j = 0; j < 8; j++) s[j] += (double)t->x[i + (size_t)j] * t->x[i + (size_t)j];
    }
    for (; i < end; i++) s[0] += (double)t->x[i] * t->x[i];
    t->sums[b] = ((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7]));
  }
}

double leon_sum_of_squares(leon_pool *pool, size_t n, const float *x) {
  size_t blocks = (n + block - 1) / block;
  double *sums = malloc((blocks + 1) * sizeof *sums);
  if (!sums) return NAN;
  squares t = {n, x, sums};
  leon_pool_run(pool, squares_part, &t);
  double total = 0;
  for (size_t b = 0; b < blocks; b++) total += sums[b];
  free(sums);
  return total;
}
