#define _GNU_SOURCE
#include "panels.h"
#include <stdlib.h>
#include <sys/mman.h>
#pragma clang fp contract(fast)

enum { huge = 2 << 20 };

size_t leon_panels_size(int precision, size_t n, size_t k) {
  return (n + leon_panel - 1) / leon_panel * leon_panel * rows_of(precision, k) * 4;
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

/* Where the weight at k of column j < 64 lies in a bf16 panel, in halves of words. */
static size_t half_of(size_t k, size_t j) { return (k / 2 * leon_panel + j) * 2 + k % 2; }

/* Weights as whole numbers times one scale, as large as sums of products with `leon_int16_most` allow
 * in 32 bits. */
static void pack_int16(const float *w, size_t count, size_t j, int16_t *panel, float *scale) {
  double sum = 0, most = 0;
  for (size_t k = 0; k < count; k++) {
    double size = fabs((double)w[k]);
    sum += size;
    most = size > most ? size : most;
  }
  double fits = ((double)(INT32_MAX / leon_int16_most) - (double)count) / sum;
  double factor = fits < INT16_MAX / most ? fits : INT16_MAX / most;
  int usable = sum > 0 && sum < INFINITY;
  *scale = usable ? (float)(1 / factor) : (float)(0 * sum);
  for (size_t k = 0; k < count; k++) {
    panel[half_of(k, j)] = usable ? (int16_t)rint((double)w[k] * factor) : 0;
  }
}

static void pack_part(void *context, int part, int parts) {
  const packing *t = context;
  size_t from, to;
  leon_pool_slice(t->rows, leon_panel, part, parts, &from, &to);
  for (size_t i = from; i < to; i++) {
    size_t column = t->column + i, j = column % leon_panel;
    size_t start = column / leon_panel * leon_panel * rows_of(t->precision, t->k);
    const float *w = t->w + i * t->k;
    float *panel = (float *)t->panels + start;
    if (t->precision == leon_int16) {
      pack_int16(w, t->k, j, (int16_t *)panel, panel + (t->k + 1) / 2 * leon_panel + j);
    } else if (t->precision == leon_bf16) {
      for (size_t k = 0; k < t->k; k++) ((uint16_t *)panel)[half_of(k, j)] = leon_bf16_of(w[k]);
    } else {
      for (size_t k = 0; k < t->k; k++) panel[k * leon_panel + j] = w[k];
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
  size_t j = column % leon_panel;
  const float *panel =
      (const float *)panels + column / leon_panel * leon_panel * rows_of(precision, width);
  if (precision == leon_fp32) return panel[k * leon_panel + j];
  if (precision == leon_int16) {
    return ((const int16_t *)panel)[half_of(k, j)] * panel[(width + 1) / 2 * leon_panel + j];
  }
  uint32_t bits = (uint32_t)((const uint16_t *)panel)[half_of(k, j)] << 16;
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

/* How many rows and vectors of columns a tile has: as many sums as fit the registers. One row takes
 * the panel in one go, since it waits for the memory anyway. */
static inline LEON_INLINE size_t most_rows(int level) { return level >= 2 ? 6 : level == 1 ? 2 : 1; }
static inline LEON_INLINE size_t vectors(int level, size_t rows) {
  return level >= 2 || (level == 1 && rows == 1) ? 4 : 2;
}

/* Adds x[k] times a row of weights to the sums: floats, or one half of the words. */
static inline LEON_INLINE void add_row(size_t rows, size_t vecs, int bf16, int upper, size_t k,
                                       const float *x, const uint32_t *words, v16 sum[6][4]) {
  v16 w[4];
  for (size_t v = 0; v < vecs; v++) load_stored(&w[v], bf16, upper, words + v * 16);
  for (size_t r = 0; r < rows; r++) {
    for (size_t v = 0; v < vecs; v++) sum[r][v] += x[r * k] * w[v];
  }
}

/* sums [rows][vecs] of x against `vecs` vectors of a panel from vector `first` on. `rows` and `vecs`
 * are constants once inlined, and the sums live in registers. */
static inline LEON_INLINE void tile(int bf16, size_t rows, size_t vecs, size_t first, size_t k,
                                    const float *x, const void *panel, float *sums) {
  const uint32_t *words = (const uint32_t *)panel + first * 16;
  v16 sum[6][4];
  for (size_t r = 0; r < rows; r++) {
    for (size_t v = 0; v < vecs; v++) sum[r][v] = (v16){0};
  }
  if (bf16) {
    for (size_t p = 0; p < k / 2; p++, words += leon_panel) {
      call_ahead(vecs, words);
      add_row(rows, vecs, 1, 0, k, x + 2 * p, words, sum);
      add_row(rows, vecs, 1, 1, k, x + 2 * p + 1, words, sum);
    }
    if (k % 2) add_row(rows, vecs, 1, 0, k, x + k - 1, words, sum);
  } else {
    for (size_t i = 0; i < k; i++) {
      add_row(rows, vecs, 0, 0, k, x + i, words + i * leon_panel, sum);
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

/* All rows against the panel that begins at `column`. */
static inline LEON_INLINE void panel_rows(const product *t, int level, int bf16, size_t column) {
  const float *panel = (const float *)t->panels + column * rows_of(t->precision, t->k);
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

size_t leon_panels_workspace(int level, int precision, size_t m, size_t k) {
  int rounds = precision == leon_int16 || (level >= 3 && precision == leon_bf16);
  return rounds ? m * rows_of(precision, k) : 0;
}

void leon_panels_product(leon_pool *pool, int level, int precision, int finish, size_t m,
                         size_t from, size_t to, size_t k, const float *x, const void *panels,
                         float *y, uint32_t *workspace) {
  size_t count = (to + leon_panel - 1) / leon_panel - from / leon_panel;
  product t = {precision, finish, m, from, to, k, x, workspace, panels, y, {0, count, 1, count}};
  if (precision == leon_int16) return leon_int16_product(pool, level, &t);
#if defined(__x86_64__)
  if (level >= 3 && precision == leon_bf16) return leon_bf16_product(pool, &t);
#endif
  leon_pool_share(pool, LEON_AT(level, product_part), &t);
}
