/* Causal attention for training as in attention.c, its products over numbers rounded to bf16 in
 * packed panels; softmax and its slope stay in fp32. Keys, values and, backward, queries and dy are
 * packed once a head; blocks of rows use as many of the panels, or of their pairs, as they see. */
#include "attention.h"
#include "bf16.h"
#include "softmax.h"

/* Rows of a block of queries, and of a block of keys backward: whole panels of 12, and for keys whole
 * groups of 32 positions, since their sums begin there. */
enum { query_rows = 48, key_rows = 96 };

typedef struct {
  attention all;
  const bf16_kernels *kernels;
  uint32_t *workspace;
  size_t words; /* of it for each part */
} attention_bf16;

/* A packed head [T, D]: columns are positions and pairs run along D, or the other way round. */
static size_t across_words(size_t t, size_t d) {
  return bf16_panels(t, bf16_columns) * bf16_columns * bf16_pairs(d);
}
static size_t along_words(size_t t, size_t d) {
  return bf16_panels(d, bf16_columns) * bf16_columns * bf16_pairs(t);
}

static size_t part_words(size_t t, size_t d) {
  size_t rows = key_rows * (bf16_pairs(t) + bf16_pairs(d));
  size_t slopes = (t * t + 15) / 16 * 16;
  return across_words(t, d) + 3 * along_words(t, d) + rows + slopes;
}

size_t leon_attention_bf16_words(int parts, size_t longest, size_t head_width) {
  return (size_t)parts * part_words(longest, head_width);
}

static size_t smaller(size_t a, size_t b) { return a < b ? a : b; }

/* Where the zeros behind row i's probabilities and slopes end: key blocks read up to there. */
static size_t zeroed(size_t i, size_t t) { return smaller(t, (i / key_rows + 1) * key_rows); }

/* s [n, width] = x [n, D] times the packed positions 0 ..< width. */
static void against_positions(const attention_bf16 *f, const float *x, size_t n, size_t width,
                              uint32_t *rows, const uint32_t *across, float *s, size_t t) {
  size_t d = f->all.d, pairs = bf16_pairs(d);
  f->kernels->pack_a(0, n, d, pairs, x, f->all.heads * d, rows);
  bf16_multiply(f->kernels, 0, n, width, pairs, rows, pairs, across, pairs, s, t, 0);
}

/* y [n, D] = s [n, width] times the packed rows 0 ..< width. */
static void weigh_rows(const attention_bf16 *f, const float *s, size_t n, size_t width, size_t t,
                       uint32_t *rows, const uint32_t *along, float *y) {
  size_t d = f->all.d, pairs = bf16_pairs(width);
  f->kernels->pack_a(0, n, width, pairs, s, t, rows);
  bf16_multiply(f->kernels, 0, n, d, pairs, rows, pairs, along, bf16_pairs(t), y,
                f->all.heads * d, 0);
}

LEON_CLONES static void softmax_rows(float *p, size_t from, size_t n, size_t t, float scale) {
  for (size_t i = from; i < from + n; i++) causal_row(p + i * t, i, zeroed(i, t), scale);
}

static void forward_head(const attention_bf16 *f, attention_head h, uint32_t *across) {
  const attention *a = &f->all;
  size_t c = a->heads * a->d, t = h.t;
  uint32_t *along = across + across_words(t, a->d), *rows = along + along_words(t, a->d);
  float *p = a->p + h.p;
  f->kernels->pack_b(1, t, a->d, bf16_pairs(a->d), a->k + h.at, c, across);
  f->kernels->pack_b(0, a->d, t, bf16_pairs(t), a->v + h.at, c, along);
  for (size_t r = 0; r < t; r += query_rows) {
    size_t n = smaller(t - r, query_rows);
    against_positions(f, a->q + h.at + r * c, n, r + n, rows, across, p + r * t, t);
    softmax_rows(p, r, n, t, 1.0f / sqrtf((float)a->d));
    weigh_rows(f, p + r * t, n, r + n, t, rows, along, a->y + h.at + r * c);
  }
}

static void forward_part(void *context, int part, int parts) {
  attention_bf16 *f = context;
  uint32_t *workspace = f->workspace + (size_t)part * f->words;
  for (size_t pair, end; take_share(&f->all.pairs, parts, &pair, &end);) {
    forward_head(f, head_at(&f->all, pair), workspace);
  }
}

static attention_bf16 rounded(attention all, int level, uint32_t *workspace) {
  attention_bf16 f = {.all = all, .kernels = bf16_kernels_for(level), .workspace = workspace};
  f.words = part_words(all.longest, all.d);
  return f;
}

void leon_attention_bf16_forward(leon_pool *pool, int level, size_t documents,
                                 const int32_t *offsets, size_t heads, size_t head_width,
                                 const float *q, const float *k, const float *v, float *y,
                                 float *probabilities, uint32_t *workspace) {
  attention all = attention_over(documents, offsets, heads, head_width, q, k, v);
  all.y = y, all.p = probabilities;
  attention_bf16 f = rounded(all, level, workspace);
  leon_pool_run(pool, forward_part, &f);
}

LEON_CLONES static void slope_rows(float *ds, const float *p, size_t from, size_t n, size_t t,
                                   float scale) {
  for (size_t i = from; i < from + n; i++) {
    causal_slope(ds + i * t, p + i * t, i, zeroed(i, t), scale);
  }
}

/* y [n, D], rows from `j`: columns j ..< j + n of s [T, T], turned, times the packed rows from j. */
static void weigh_columns(const attention_bf16 *f, const float *s, size_t j, size_t n, size_t t,
                          uint32_t *rows, const uint32_t *along, float *y) {
  size_t d = f->all.d, c = f->all.heads * d, pairs = bf16_pairs(t - j);
  f->kernels->pack_a(1, n, t - j, pairs, s + j * t + j, t, rows);
  bf16_multiply(f->kernels, 1, n, d, pairs, rows, pairs, along + j / 2 * bf16_columns,
                bf16_pairs(t), y + j * c, c, 0);
}

static void backward_head(const attention_bf16 *f, attention_head h, uint32_t *across) {
  const attention *a = &f->all;
  size_t d = a->d, c = a->heads * d, t = h.t, pairs = bf16_pairs(t), words = along_words(t, d);
  uint32_t *k = across + across_words(t, d), *q = k + words, *dy = q + words, *rows = dy + words;
  float *ds = (float *)(rows + key_rows * (pairs + bf16_pairs(d)));
  const float *p = a->p_in + h.p;
  f->kernels->pack_b(1, t, d, bf16_pairs(d), a->v + h.at, c, across);
  f->kernels->pack_b(0, d, t, pairs, a->k + h.at, c, k);
  f->kernels->pack_b(0, d, t, pairs, a->q + h.at, c, q);
  f->kernels->pack_b(0, d, t, pairs, a->dy + h.at, c, dy);
  for (size_t r = 0; r < t; r += query_rows) {
    size_t n = smaller(t - r, query_rows);
    against_positions(f, a->dy + h.at + r * c, n, r + n, rows, across, ds + r * t, t);
    slope_rows(ds, p, r, n, t, 1.0f / sqrtf((float)d));
    weigh_rows(f, ds + r * t, n, r + n, t, rows, k, a->dq + h.at + r * c);
  }
  for (size_t j = 0; j < t; j += key_rows) {
    size_t n = smaller(t - j, key_rows);
    weigh_columns(f, ds, j, n, t, rows, q, a->dk + h.at);
    weigh_columns(f, p, j, n, t, rows, dy, a->dv + h.at);
  }
}

static void backward_part(void *context, int part, int parts) {
  attention_bf16 *f = context;
  uint32_t *workspace = f->workspace + (size_t)part * f->words;
  for (size_t pair, end; take_share(&f->all.pairs, parts, &pair, &end);) {
    backward_head(f, head_at(&f->all, pair), workspace);
  }
}

void leon_attention_bf16_backward(leon_pool *pool, int level, size_t documents,
                                  const int32_t *offsets, size_t heads, size_t head_width,
                                  const float *q, const float *k, const float *v,
                                  const float *probabilities, const float *dy, float *dq,
                                  float *dk, float *dv, uint32_t *workspace) {
  attention all = attention_over(documents, offsets, heads, head_width, q, k, v);
  all.p_in = probabilities, all.dy = dy, all.dq = dq, all.dk = dk, all.dv = dv;
  attention_bf16 f = rounded(all, level, workspace);
  leon_pool_run(pool, backward_part, &f);
}
