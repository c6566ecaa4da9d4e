#include "softmax.h"
#include "simd.h"
#pragma clang fp contract(fast) reassociate(on)

typedef struct {
  size_t m, n;
  const float *x, *dy;
  const int32_t *targets;
  float scale;
  int accumulate;
  float *y, *losses;
} rows;

static inline __attribute__((always_inline)) float row_max(const float *x, size_t n) {
  float most = x[0];
  for (size_t j = 1; j < n; j++) most = x[j] > most ? x[j] : most;
  return most;
}

LEON_CLONES static void forward_part(void *context, int part, int parts) {
  const rows *t = context;
  size_t from, to;
  leon_pool_slice(t->m, 1, part, parts, &from, &to);
  for (size_t i = from; i < to; i++) {
    const float *x = t->x + i * t->n;
    float *y = t->y + i * t->n, most = row_max(x, t->n), sum = 0;
    for (size_t j = 0; j < t->n; j++) {
      float e = leon_exp(x[j] - most);
      y[j] = e;
      sum += e;
    }
    float scale = 1.0f / sum;
    for (size_t j = 0; j < t->n; j++) y[j] *= scale;
  }
}

void leon_softmax_forward(leon_pool *pool, size_t m, size_t n, const float *x, float *y) {
  rows t = {.m = m, .n = n, .x = x, .y = y};
  leon_pool_run(pool, forward_part, &t);
}

LEON_CLONES static void backward_part(void *context, int part, int parts) {
  const rows *t = context;
  size_t from, to;
  leon_pool_slice(t->m, 1, part, parts, &from, &to);
  for (size_t i = from; i < to; i++) {
    const float *y = t->x + i * t->n, *dy = t->dy + i * t->n;
    float *dx = t->y + i * t->n, dot = 0;
    for (size_t j = 0; j < t->n; j++) dot += y[j] * dy[j];
    for (size_t j = 0; j < t->n; j++) {
      float value = y[j] * (dy[j] - dot);
      dx[j] = t->accumulate ? dx[j] + value : value;
    }
  }
}

void leon_softmax_backward(leon_pool *pool, size_t m, size_t n, const float *y, const float *dy,
                           int accumulate, float *dx) {
  rows t = {.m = m, .n = n, .x = y, .dy = dy, .accumulate = accumulate, .y = dx};
  leon_pool_run(pool, backward_part, &t);
}

LEON_CLONES static void entropy_part(void *context, int part, int parts) {
  const rows *t = context;
  size_t from, to;
  leon_pool_slice(t->m, 1, part, parts, &from, &to);
  for (size_t i = from; i < to; i++) {
    const float *x = t->x + i * t->n;
    float *y = t->y ? t->y + i * t->n : NULL;
    int32_t target = t->targets[i];
    if (target < 0) {
      t->losses[i] = 0;
      if (y) memset(y, 0, t->n * sizeof(float));
      continue;
    }
    float most = row_max(x, t->n), sum = 0, chosen = x[target];
    if (!y) {
      for (size_t j = 0; j < t->n; j++) sum += leon_exp(x[j] - most);
    } else {
      for (size_t j = 0; j < t->n; j++) {
        float e = leon_exp(x[j] - most);
        y[j] = e;
        sum += e;
      }
      float scale = t->scale / sum;
      for (size_t j = 0; j < t->n; j++) y[j] *= scale;
      y[target] -= t->scale;
    }
    t->losses[i] = logf(sum) + most - chosen;
  }
}

void leon_cross_entropy(leon_pool *pool, size_t m, size_t n, const float *logits,
                        const int32_t *targets, float scale, float *losses, float *gradient) {
  rows t = {.m = m, .n = n, .x = logits, .targets = targets, .scale = scale};
  t.losses = losses, t.y = gradient;
  leon_pool_run(pool, entropy_part, &t);
}
