#ifndef LEON_PANELS_H
#define LEON_PANELS_H
/* What the products of packed weights share; inside this folder only. */
#include "inference.h"
#include "levels.h"
#include "share.h"

/* Rows of 64 words in a panel: a number of each column, or two, and behind those of int16 the scales. */
static inline LEON_INLINE size_t rows_of(int precision, size_t k) {
  return precision == leon_fp32 ? k : (k + 1) / 2 + (precision == leon_int16);
}

typedef struct {
  int precision, finish;
  size_t m, from, to, k;
  const float *x;
  uint32_t *pairs; /* [M] of x in pairs of bf16, or of int16 and a scale behind them */
  const void *panels;
  float *y;
  work_share shares; /* of panels, or of rows that are rounded */
} product;

/* Calls what a product reads 4 KiB later: pairs are used up faster than the processor fetches on its
 * own. (99 M weights, one lane: a quarter more tokens a second on a Xeon of 2024.) */
static inline LEON_INLINE void call_ahead(size_t vecs, const uint32_t *words) {
  for (size_t v = 0; v < vecs; v++) __builtin_prefetch(words + 16 * (leon_panel + v));
}

static inline LEON_INLINE void activate(int finish, float *row) {
  switch (finish) {
    case leon_finish_relu:
      for (size_t j = 0; j < leon_panel; j++) row[j] = row[j] > 0 ? row[j] : 0;
      break;
    case leon_finish_gelu: /* by tanh, as elementwise.c */
      for (size_t j = 0; j < leon_panel; j++) {
        float x = row[j];
        row[j] = 0.5f * x * (1 + leon_tanh(0.7978845608f * (x + 0.044715f * x * x * x)));
      }
      break;
    case leon_finish_silu:
      for (size_t j = 0; j < leon_panel; j++) row[j] *= leon_sigmoid(row[j]);
      break;
    default: break;
  }
}

/* Writes the columns of a finished row of the panel from `column` on that are asked for. */
static inline LEON_INLINE void write_row(const product *t, size_t row, size_t column, float *sums) {
  size_t low = column < t->from ? t->from : column;
  size_t high = column + leon_panel < t->to ? column + leon_panel : t->to;
  float *y = t->y + row * (t->to - t->from) + (low - t->from);
  const float *s = sums + (low - column);
  activate(t->finish, sums);
  if (t->finish == leon_finish_add) {
    for (size_t j = 0; j < high - low; j++) y[j] += s[j];
  } else {
    memcpy(y, s, (high - low) * sizeof(float));
  }
}

/* The largest whole number that stands for an x, and so the largest of its row. */
enum { leon_int16_most = 4095 };

/* Rounds x to pairs, by `round`, and multiplies, by `part`; few numbers are rounded sooner than
 * threads are woken. */
static inline void multiply_pairs(leon_pool *pool, product *t, leon_pool_fn round,
                                  leon_pool_fn part) {
  work_share panels = t->shares;
  t->shares = (work_share){0, t->m, 1, t->m};
  if (t->m * t->k < 1 << 15) {
    round(t, 0, 1);
  } else {
    leon_pool_share(pool, round, t);
  }
  t->shares = panels;
  leon_pool_share(pool, part, t);
}

void leon_bf16_product(leon_pool *pool, product *t); /* by vdpbf16ps, which the caller knows of */
void leon_int16_product(leon_pool *pool, int level, product *t);
#endif
