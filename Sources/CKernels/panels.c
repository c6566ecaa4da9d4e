#define _GNU_SOURCE
#include "inference.h"
#include "levels.h"
#include "share.h"
#include <stdlib.h>
#include <sys/mman.h>
#pragma clang fp contract(fast)

enum { huge = 2 << 20 };

size_t leon_panels_size(int precision, size_t n, size_t k) {
  return (n + leon_panel - 1) / leon_panel * leon_panel * k * (precision == leon_bf16 ? 2 : 4);
}

void *leon_panels_allocate(size_t bytes) {
  size_t grain = bytes >= huge ? huge : 64;
  size_t size = (bytes + grain - 1) / grain * grain;
  void *memory = aligned_alloc(grain, size);
  if (!memory) return NULL;
#ifdef MADV_HUGEPAGE
  if (grain == huge) madvise(memory, size, MADV_HUGEPAGE);
#endif
  return memset(memory, 0, size);
}

/* --- packing --- */

typedef struct {
  int precision;
  size_t column, rows, k;
  const float *w;
  void *panels;
} packing;

/* Where column j < 64 lies in a row of a bf16 panel, in halves of words. */
static size_t half_of(size_t j) { return j / 32 * 32 + j % 16 * 2 + j / 16 % 2; }

static void pack_part(void *context, int part, int parts) {
  const packing *t = context;
  size_t from, to;
  leon_pool_slice(t->rows, leon_panel, part, parts, &from, &to);
  for (size_t i = from; i < to; i++) {
    size_t column = t->column + i, j = column % leon_panel;
    size_t start = column / leon_panel * leon_panel * t->k;
    const float *w = t->w + i * t->k;
    if (t->precision == leon_bf16) {
      uint16_t *panel = (uint16_t *)t->panels + start + half_of(j);
      for (size_t k = 0; k < t->k; k++) panel[k * leon_panel] = leon_bf16_of(w[k]);
    } else {
      float *panel = (float *)t->panels + start + j;
      for (size_t k = 0; k < t->k; k++) panel[k * leon_panel] = w[k];
    }
  }
}

void leon_panels_pack(leon_pool *pool, int precision, size_t column, size_t rows, size_t k,
                      const float *w, void *panels) {
  packing t = {precision, column, rows, k, w, panels};
  leon_pool_run(pool, pack_part, &t);
}

/* --- gathering --- */

static float weight_at(int precision, const void *panels, size_t column, size_t k, size_t width) {
  size_t at = (column / leon_panel * width + k) * leon_panel, j = column % leon_panel;
  if (precision != leon_bf16) return ((const float *)panels)[at + j];
  uint32_t bits = (uint32_t)((const uint16_t *)panels)[at + half_of(j)] << 16;
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

void leon_panels_gather(int precision, size_t m, size_t k, const int32_t *ids, const void *tokens,
                        const int32_t *places, const void *positions, float *y) {
  for (size_t i = 0; i < m; i++) {
    for (size_t j = 0; j < k; j++) {
      y[i * k + j] = weight_at(precision, tokens, (size_t)ids[i], j, k) +
                     weight_at(precision, positions, (size_t)places[i], j, k);
    }
  }
}

/* --- product --- */

typedef struct {
  int precision, finish;
  size_t m, from, to, k;
  const float *x;
  const void *panels;
  float *y;
  work_share shares; /* of panels */
} product;

/* How many rows and vectors of columns a tile has: as many sums as fit the registers. One row takes
 * the panel in one go, since it waits for the memory anyway. */
static inline LEON_INLINE size_t most_rows(int level) { return level == 2 ? 6 : level == 1 ? 2 : 1; }
static inline LEON_INLINE size_t vectors(int level, size_t rows) {
  return level == 2 || (level == 1 && rows == 1) ? 4 : 2;
}

/* sums [rows][vecs] of x against `vecs` vectors of a panel from vector `first` on. `rows` and `vecs`
 * are constants once inlined, and the sums live in registers. */
static inline LEON_INLINE void tile(int bf16, size_t rows, size_t vecs, size_t first, size_t k,
                                    const float *x, const void *panel, float *sums) {
  v16 sum[6][4], w[4];
  for (size_t r = 0; r < rows; r++) {
    for (size_t v = 0; v < vecs; v++) sum[r][v] = (v16){0};
  }
  for (size_t i = 0; i < k; i++) {
    for (size_t v = 0; v < vecs; v++) {
      if (!bf16) {
        w[v] = *(const v16 *)((const float *)panel + i * leon_panel + (first + v) * 16);
      } else if (v % 2 == 0) {
        u16 words = *(const u16 *)((const uint16_t *)panel + i * leon_panel + (first + v) * 16);
        w[v] = (v16)(words << 16);
        w[v + 1] = (v16)(words & 0xFFFF0000u);
      }
    }
    for (size_t r = 0; r < rows; r++) {
      for (size_t v = 0; v < vecs; v++) sum[r][v] += x[r * k + i] * w[v];
    }
  }
  for (size_t r = 0; r < rows; r++) {
    for (size_t v = 0; v < vecs; v++) *(v16 *)(sums + r * leon_panel + (first + v) * 16) = sum[r][v];
  }
}

static inline LEON_INLINE void tiles(int level, int bf16, size_t rows, size_t k, const float *x,
                                     const void *panel, float *sums) {
  if (rows > most_rows(level)) return;
  size_t vecs = vectors(level, rows);
  for (size_t v = 0; v < leon_panel / 16; v += vecs) tile(bf16, rows, vecs, v, k, x, panel, sums);
}

/* sums [rows][64] of x against a panel. */
static inline LEON_INLINE void panel_sums(int level, int bf16, size_t rows, size_t k,
                                          const float *x, const void *panel, float *sums) {
  switch (rows) {
    case 1: tiles(level, bf16, 1, k, x, panel, sums); break;
    case 2: tiles(level, bf16, 2, k, x, panel, sums); break;
    case 3: tiles(level, bf16, 3, k, x, panel, sums); break;
    case 4: tiles(level, bf16, 4, k, x, panel, sums); break;
    case 5: tiles(level, bf16, 5, k, x, panel, sums); break;
    default: tiles(level, bf16, 6, k, x, panel, sums);
  }
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

/* All rows against the panel that begins at `column`. */
static inline LEON_INLINE void panel_rows(const product *t, int level, int bf16, size_t column) {
  const char *panel = (const char *)t->panels + column * t->k * (bf16 ? 2 : 4);
  size_t count = (t->m + most_rows(level) - 1) / most_rows(level);
  for (size_t i = 0; i < count; i++) {
    size_t row = t->m * i / count, rows = t->m * (i + 1) / count - row;
    float sums[6 * leon_panel];
    panel_sums(level, bf16, rows, t->k, t->x + row * t->k, panel, sums);
    for (size_t r = 0; r < rows; r++) write_row(t, row + r, column, sums + r * leon_panel);
  }
}

static inline LEON_INLINE void product_part(void *context, int part, int parts, int level) {
  product *t = context;
  (void)part;
  size_t first = t->from / leon_panel;
  for (size_t from, to; take_share(&t->shares, parts, &from, &to);) {
    for (size_t p = first + from; p < first + to; p++) {
      if (t->precision == leon_bf16) {
        panel_rows(t, level, 1, p * leon_panel);
      } else {
        panel_rows(t, level, 0, p * leon_panel);
      }
    }
  }
}
LEON_LEVELS(product_part)

void leon_panels_product(leon_pool *pool, int level, int precision, int finish, size_t m,
                         size_t from, size_t to, size_t k, const float *x, const void *panels,
                         float *y) {
  size_t count = (to + leon_panel - 1) / leon_panel - from / leon_panel;
  product t = {precision, finish, m, from, to, k, x, panels, y, {0, count, 1, count}};
  leon_pool_share(pool, LEON_AT(level, product_part), &t);
}
