#include "inference.h"
#include "levels.h"
#include "share.h"
#pragma clang fp contract(fast)

/* Values below which waking the other threads costs more than the work. */
enum { alone = 16384 };

typedef struct {
  size_t m, n;
  float epsilon;
  const float *x;
  const int32_t *targets;
  float *y;
  work_share shares; /* of rows */
} rows;

static void run(leon_pool *pool, leon_pool_fn fn, rows *t) {
  t->shares = (work_share){.count = t->m, .grain = 1, .most = t->m};
  if (t->m * t->n < alone) {
    fn(t, 0, 1);
  } else {
    leon_pool_share(pool, fn, t);
  }
}

/* Values j ... j + 15 of a row of n; those behind its end are `fill`. */
static inline LEON_INLINE void load(v16 *to, const float *x, size_t j, size_t n, float fill) {
  if (n - j >= 16) {
    *to = *(const v16 *)(x + j);
  } else {
    load_some(to, x + j, n - j, fill);
  }
}

static inline LEON_INLINE void normalize_row(size_t c, float epsilon, const float *x, float *y) {
  v16 sums = {0}, squares = {0}, some;
  for (size_t j = 0; j < c; j += 16) {
    load(&some, x, j, c, 0);
    sums += some;
  }
  float mean = sum_of_lanes(&sums) / (float)c;
  for (size_t j = 0; j < c; j += 16) {
    load(&some, x, j, c, mean);
    squares += (some - mean) * (some - mean);
  }
  float scale = 1.0f / sqrtf(sum_of_lanes(&squares) / (float)c + epsilon);
  for (size_t j = 0; j < c; j++) y[j] = (x[j] - mean) * scale;
}

static inline LEON_INLINE void normalize_part(void *context, int part, int parts, int level) {
  rows *t = context;
  (void)part, (void)level;
  for (size_t from, to; take_share(&t->shares, parts, &from, &to);) {
    for (size_t i = from; i < to; i++) {
      normalize_row(t->n, t->epsilon, t->x + i * t->n, t->y + i * t->n);
    }
  }
}
LEON_LEVELS(normalize_part)

void leon_rows_normalize(leon_pool *pool, int level, size_t m, size_t c, float epsilon,
                         const float *x, float *y) {
  rows t = {.m = m, .n = c, .epsilon = epsilon, .x = x, .y = y};
  run(pool, LEON_AT(level, normalize_part), &t);
}

static inline LEON_INLINE float log_sum(size_t n, const float *x, float most) {
  v16 sums = {0}, some;
  for (size_t j = 0; j < n; j += 16) {
    float e[16];
    load(&some, x, j, n, most);
    for (size_t i = 0; i < 16; i++) e[i] = leon_exp(some[i] - most);
    for (size_t i = n - j; i < 16; i++) e[i] = 0;
    sums += *(const v16 *)e;
  }
  return logf(sum_of_lanes(&sums));
}

static inline LEON_INLINE void log_probability_part(void *context, int part, int parts, int level) {
  rows *t = context;
  (void)part, (void)level;
  for (size_t from, to; take_share(&t->shares, parts, &from, &to);) {
    for (size_t i = from; i < to; i++) {
      const float *x = t->x + i * t->n;
      float most = x[0];
      for (size_t j = 1; j < t->n; j++) most = x[j] > most ? x[j] : most;
      t->y[i] = x[t->targets[i]] - most - log_sum(t->n, x, most);
    }
  }
}
LEON_LEVELS(log_probability_part)

void leon_rows_log_probability(leon_pool *pool, int level, size_t m, size_t n, const float *logits,
                               const int32_t *targets, float *out) {
  rows t = {.m = m, .n = n, .x = logits, .targets = targets, .y = out};
  run(pool, LEON_AT(level, log_probability_part), &t);
}
