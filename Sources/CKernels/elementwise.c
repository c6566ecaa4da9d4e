#include "elementwise.h"
#include "simd.h"
#pragma clang fp contract(fast)

typedef struct {
  size_t n, c;
  int kind, accumulate;
  float scale;
  const float *x, *dy, *b;
  float *y;
} task;

/* GELU by tanh (Hendrycks & Gimpel, arXiv 1606.08415). */
static inline __attribute__((always_inline)) float gelu_inner(float x) {
  return 0.7978845608f * (x + 0.044715f * x * x * x);
}

static inline __attribute__((always_inline)) float gelu_slope(float x) {
  float t = leon_tanh(gelu_inner(x));
  return 0.5f * (1 + t) + 0.5f * x * (1 - t * t) * 0.7978845608f * (1 + 0.134145f * x * x);
}

static inline __attribute__((always_inline)) float silu_slope(float x) {
  float s = leon_sigmoid(x);
  return s * (1 + x * (1 - s));
}

LEON_CLONES static void activate_part(void *context, int part, int parts) {
  const task *t = context;
  size_t from, to;
  leon_pool_slice(t->n, 64, part, parts, &from, &to);
  const float *x = t->x;
  float *y = t->y;
  switch (t->kind) {
    case leon_relu:
      for (size_t i = from; i < to; i++) y[i] = x[i] > 0 ? x[i] : 0;
      break;
    case leon_gelu:
      for (size_t i = from; i < to; i++) y[i] = 0.5f * x[i] * (1 + leon_tanh(gelu_inner(x[i])));
      break;
    default:
      for (size_t i = from; i < to; i++) y[i] = x[i] * leon_sigmoid(x[i]);
  }
}

#define SLOPES(slope)                                                            \
  do {                                                                           \
    if (t->accumulate) {                                                         \
      for (size_t i = from; i < to; i++) y[i] += dy[i] * (slope);                \
    } else {                                                                     \
      for (size_t i = from; i < to; i++) y[i] = dy[i] * (slope);                 \
    }                                                                            \
  } while (0)

LEON_CLONES static void slope_part(void *context, int part, int parts) {
  const task *t = context;
  size_t from, to;
  leon_pool_slice(t->n, 64, part, parts, &from, &to);
  const float *x = t->x, *dy = t->dy;
  float *y = t->y;
  switch (t->kind) {
    case leon_relu: SLOPES(x[i] > 0 ? 1.0f : 0.0f); break;
    case leon_gelu: SLOPES(gelu_slope(x[i])); break;
    default: SLOPES(silu_slope(x[i]));
  }
}

void leon_activation_forward(leon_pool *pool, int kind, size_t n, const float *x, float *y) {
  task t = {.n = n, .kind = kind, .x = x, .y = y};
  leon_pool_run(pool, activate_part, &t);
}

void leon_activation_backward(leon_pool *pool, int kind, size_t n, const float *x, const float *dy,
                              int accumulate, float *dx) {
  task t = {.n = n, .kind = kind, .x = x, .dy = dy, .accumulate = accumulate, .y = dx};
  leon_pool_run(pool, slope_part, &t);
}

LEON_CLONES static void add_part(void *context, int part, int parts) {
  const task *t = context;
  size_t from, to;
  leon_pool_slice(t->n, 64, part, parts, &from, &to);
  for (size_t i = from; i < to; i++) t->y[i] = t->x[i] + t->b[i];
}

void leon_add(leon_pool *pool, size_t n, const float *a, const float *b, float *y) {
  task t = {.n = n, .x = a, .b = b, .y = y};
  leon_pool_run(pool, add_part, &t);
}

LEON_CLONES static void scale_part(void *context, int part, int parts) {
  const task *t = context;
  size_t from, to;
  leon_pool_slice(t->n, 64, part, parts, &from, &to);
  if (t->accumulate) {
    for (size_t i = from; i < to; i++) t->y[i] += t->scale * t->x[i];
  } else {
    for (size_t i = from; i < to; i++) t->y[i] = t->scale * t->x[i];
  }
}

void leon_scale(leon_pool *pool, size_t n, float scale, const float *x, int accumulate, float *y) {
  task t = {.n = n, .scale = scale, .x = x, .accumulate = accumulate, .y = y};
  leon_pool_run(pool, scale_part, &t);
}

LEON_CLONES static void bias_part(void *context, int part, int parts) {
  const task *t = context;
  size_t from, to;
  leon_pool_slice(t->n, 1, part, parts, &from, &to);
  for (size_t i = from; i < to; i++) {
    for (size_t j = 0; j < t->c; j++) t->y[i * t->c + j] += t->b[j];
  }
}

void leon_bias_forward(leon_pool *pool, size_t m, size_t c, const float *bias, float *y) {
  task t = {.n = m, .c = c, .b = bias, .y = y};
  leon_pool_run(pool, bias_part, &t);
}

LEON_CLONES static void bias_sum_part(void *context, int part, int parts) {
  const task *t = context;
  size_t from, to;
  leon_pool_slice(t->c, 16, part, parts, &from, &to);
  for (size_t i = 0; i < t->n; i++) {
    for (size_t j = from; j < to; j++) t->y[j] += t->dy[i * t->c + j];
  }
}

void leon_bias_backward(leon_pool *pool, size_t m, size_t c, const float *dy, float *dbias) {
  task t = {.n = m, .c = c, .dy = dy, .y = dbias};
  leon_pool_run(pool, bias_sum_part, &t);
}

typedef struct {
  size_t n, c;
  const int32_t *ids;
  const float *x;
  float *y;
  int accumulate;
} lookup;

LEON_CLONES static void gather_part(void *context, int part, int parts) {
  const lookup *t = context;
  size_t from, to;
  leon_pool_slice(t->n, 1, part, parts, &from, &to);
  for (size_t i = from; i < to; i++) {
    const float *row = t->x + (size_t)t->ids[i] * t->c;
    float *y = t->y + i * t->c;
    if (t->accumulate) {
      for (size_t j = 0; j < t->c; j++) y[j] += row[j];
    } else {
      memcpy(y, row, t->c * sizeof(float));
    }
  }
}

void leon_embedding_forward(leon_pool *pool, size_t n, size_t c, const int32_t *ids,
                            const float *table, int accumulate, float *y) {
  lookup t = {n, c, ids, table, y, accumulate};
  leon_pool_run(pool, gather_part, &t);
}

LEON_CLONES static void scatter_part(void *context, int part, int parts) {
  const lookup *t = context;
  size_t from, to;
  leon_pool_slice(t->c, 16, part, parts, &from, &to);
  for (size_t i = 0; i < t->n; i++) {
    float *row = t->y + (size_t)t->ids[i] * t->c;
    for (size_t j = from; j < to; j++) row[j] += t->x[i * t->c + j];
  }
}

void leon_embedding_backward(leon_pool *pool, size_t n, size_t c, const int32_t *ids,
                             const float *dy, float *dtable) {
  lookup t = {n, c, ids, dy, dtable, 1};
  leon_pool_run(pool, scatter_part, &t);
}
