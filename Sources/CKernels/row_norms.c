#include "normalization.h"
#include "simd.h"
#pragma clang fp contract(fast) reassociate(on)

/* Layer norm over rows, its root-mean-square cousin, and both gradients. Rows are split over the
 * parts; the gradients of weight and bias are summed by part 0 of a second run, by columns. */
typedef struct {
  size_t m, c;
  float epsilon;
  int accumulate, centred;
  const float *x, *weight, *bias, *dy, *mean_in, *scale_in;
  float *y, *mean, *scale, *dx, *dweight, *dbias;
} norm;

LEON_CLONES static void forward_part(void *context, int part, int parts) {
  const norm *t = context;
  size_t from, to;
  leon_pool_slice(t->m, 1, part, parts, &from, &to);
  for (size_t i = from; i < to; i++) {
    const float *x = t->x + i * t->c;
    float *y = t->y + i * t->c;
    float sum = 0, squares = 0;
    if (t->centred) {
      for (size_t j = 0; j < t->c; j++) sum += x[j];
    }
    float mean = sum / (float)t->c;
    for (size_t j = 0; j < t->c; j++) squares += (x[j] - mean) * (x[j] - mean);
    float scale = 1.0f / sqrtf(squares / (float)t->c + t->epsilon);
    for (size_t j = 0; j < t->c; j++) y[j] = (x[j] - mean) * scale;
    if (t->weight) {
      for (size_t j = 0; j < t->c; j++) y[j] *= t->weight[j];
    }
    if (t->bias) {
      for (size_t j = 0; j < t->c; j++) y[j] += t->bias[j];
    }
    if (t->mean) t->mean[i] = mean;
    t->scale[i] = scale;
  }
}

/* A row of input_part. `weighted` is a constant once inlined: a load from a missing weight, masked
 * away, would still cost a fault each. */
static inline __attribute__((always_inline)) void input_row(const norm *t, int weighted, size_t i) {
  const float *x = t->x + i * t->c, *dy = t->dy + i * t->c, *weight = t->weight;
  float *dx = t->dx + i * t->c;
  float mean = t->centred ? t->mean_in[i] : 0, scale = t->scale_in[i], sum = 0, dot = 0;
  for (size_t j = 0; j < t->c; j++) {
    float g = weighted ? dy[j] * weight[j] : dy[j];
    sum += g;
    dot += g * (x[j] - mean);
  }
  sum = t->centred ? sum / (float)t->c : 0;
  dot *= scale * scale / (float)t->c;
  for (size_t j = 0; j < t->c; j++) {
    float g = weighted ? dy[j] * weight[j] : dy[j];
    float value = scale * (g - sum - (x[j] - mean) * dot);
    dx[j] = t->accumulate ? dx[j] + value : value;
  }
}

/* dx = scale (g - mean(g) - xhat mean(g xhat)), g = dy weight; RMS norm has no mean(g). */
LEON_CLONES static void input_part(void *context, int part, int parts) {
  const norm *t = context;
  size_t from, to;
  leon_pool_slice(t->m, 1, part, parts, &from, &to);
  if (t->weight) {
    for (size_t i = from; i < to; i++) input_row(t, 1, i);
  } else {
    for (size_t i = from; i < to; i++) input_row(t, 0, i);
  }
}

LEON_CLONES static void parameters_part(void *context, int part, int parts) {
  const norm *t = context;
  size_t from, to;
  leon_pool_slice(t->c, 16, part, parts, &from, &to);
  for (size_t i = 0; i < t->m; i++) {
    const float *x = t->x + i * t->c, *dy = t->dy + i * t->c;
    float mean = t->centred ? t->mean_in[i] : 0, scale = t->scale_in[i];
    for (size_t j = from; j < to; j++) t->dweight[j] += dy[j] * (x[j] - mean) * scale;
    if (!t->dbias) continue;
    for (size_t j = from; j < to; j++) t->dbias[j] += dy[j];
  }
}

void leon_layer_norm_forward(leon_pool *pool, size_t m, size_t c, float epsilon, const float *x,
                             const float *weight, const float *bias, float *y, float *mean,
                             float *scale) {
  norm t = {.m = m, .c = c, .epsilon = epsilon, .centred = 1, .x = x, .weight = weight};
  t.bias = bias, t.y = y, t.mean = mean, t.scale = scale;
  leon_pool_run(pool, forward_part, &t);
}

void leon_layer_norm_backward(leon_pool *pool, size_t m, size_t c, const float *x,
                              const float *weight, const float *mean, const float *scale,
                              const float *dy, int accumulate, float *dx, float *dweight,
                              float *dbias) {
  norm t = {.m = m, .c = c, .centred = 1, .x = x, .weight = weight, .mean_in = mean};
  t.scale_in = scale, t.dy = dy, t.accumulate = accumulate, t.dx = dx;
  t.dweight = dweight, t.dbias = dbias;
  leon_pool_run(pool, input_part, &t);
  if (dweight) leon_pool_run(pool, parameters_part, &t);
}

void leon_rms_norm_forward(leon_pool *pool, size_t m, size_t c, float epsilon, const float *x,
                           const float *weight, float *y, float *scale) {
  norm t = {.m = m, .c = c, .epsilon = epsilon, .x = x, .weight = weight, .y = y, .scale = scale};
  leon_pool_run(pool, forward_part, &t);
}

void leon_rms_norm_backward(leon_pool *pool, size_t m, size_t c, const float *x, const float *weight,
                            const float *scale, const float *dy, int accumulate, float *dx,
                            float *dweight) {
  norm t = {.m = m, .c = c, .x = x, .weight = weight, .scale_in = scale, .dy = dy};
  t.accumulate = accumulate, t.dx = dx, t.dweight = dweight;
  leon_pool_run(pool, input_part, &t);
  if (dweight) leon_pool_run(pool, parameters_part, &t);
}
