#include "inference.h"
#include "levels.h"
#include "share.h"
#pragma clang fp contract(fast)

typedef struct {
  size_t m, heads, d, offset, longest;
  const leon_cache_row *rows;
  float *const *pages;
  const float *qkv;
  float *y, *scores;
  work_share shares; /* of heads */
} attention;

static size_t padded(size_t d) { return (d + 15) / 16 * 16; }

/* The page of a row's lane that holds `position`. */
static float *page_of(const attention *t, const leon_cache_row *row, size_t position) {
  return t->pages[row->first + position / leon_page];
}

static float *keys(const attention *t, float *page, size_t head) {
  return page + t->offset + head * t->d * leon_page;
}

static float *values(const attention *t, float *page, size_t head) {
  return page + t->offset + (t->heads * t->d + head * padded(t->d)) * leon_page;
}

/* Puts a row's key and value of one head into the cache. */
static inline LEON_INLINE void append(const attention *t, size_t row, size_t head) {
  const leon_cache_row *at = &t->rows[row];
  float *page = page_of(t, at, at->position);
  size_t slot = at->position % leon_page;
  const float *k = t->qkv + ((row * t->heads + head) * 3 + 1) * t->d, *v = k + t->d;
  float *into = keys(t, page, head) + slot;
  for (size_t j = 0; j < t->d; j++) into[j * leon_page] = k[j];
  memcpy(values(t, page, head) + slot * padded(t->d), v, t->d * sizeof(float));
}

/* scores [64] = q k' of one page: the sum over D runs in order, positions are lanes. */
static inline LEON_INLINE void score_page(size_t d, float scale, const float *q, const float *k,
                                          float *scores) {
  v16 s[4] = {{0}, {0}, {0}, {0}};
  for (size_t j = 0; j < d; j++) {
    for (size_t i = 0; i < 4; i++) s[i] += q[j] * *(const v16 *)(k + j * leon_page + 16 * i);
  }
  for (size_t i = 0; i < 4; i++) *(v16 *)(scores + 16 * i) = s[i] * scale;
}

/* Replaces the first n scores by exp(score - maximum), those behind by zero; returns their sum,
 * taken by lane of 16, then over the lanes. */
static inline LEON_INLINE float exponentials(size_t n, float *scores) {
  size_t end = (n + 15) / 16 * 16;
  float most = scores[0];
  for (size_t j = 1; j < n; j++) most = scores[j] > most ? scores[j] : most;
  for (size_t j = n; j < end; j++) scores[j] = most;
  v16 sums = {0};
  for (size_t j = 0; j < end; j += 16) {
    for (size_t i = 0; i < 16; i++) scores[j + i] = leon_exp(scores[j + i] - most);
    if (j + 16 > n) {
      for (size_t i = n; i < j + 16; i++) scores[i] = 0;
    }
    sums += *(const v16 *)(scores + j);
  }
  return sum_of_lanes(&sums);
}

/* y [16 vecs] = the first n values weighted: the sum over positions runs in order. */
static inline LEON_INLINE void mix(const attention *t, const leon_cache_row *row, size_t head,
                                   size_t first, size_t vecs, size_t n, const float *weights,
                                   float *y) {
  v16 sum[4] = {{0}, {0}, {0}, {0}};
  size_t width = padded(t->d);
  for (size_t start = 0; start < n; start += leon_page) {
    const float *v = values(t, page_of(t, row, start), head) + first;
    size_t count = n - start < leon_page ? n - start : leon_page;
    for (size_t j = 0; j < count; j++) {
      for (size_t i = 0; i < vecs; i++) {
        sum[i] += weights[start + j] * *(const v16 *)(v + j * width + 16 * i);
      }
    }
  }
  for (size_t i = 0; i < vecs; i++) *(v16 *)(y + 16 * i) = sum[i];
}

static inline LEON_INLINE void attend(const attention *t, size_t i, size_t head, float *scores) {
  const leon_cache_row *row = &t->rows[i];
  size_t n = row->position + 1;
  const float *q = t->qkv + (i * t->heads + head) * 3 * t->d;
  float *y = t->y + (i * t->heads + head) * t->d;
  float scale = 1.0f / sqrtf((float)t->d);
  for (size_t start = 0; start < n; start += leon_page) {
    const float *k = keys(t, page_of(t, row, start), head);
    score_page(t->d, scale, q, k, scores + start);
  }
  float inverse = 1.0f / exponentials(n, scores);
  size_t step = 64;
  for (size_t first = 0; first < t->d; first += step) {
    float mixed[64];
    size_t left = t->d - first;
    step = left > 48 ? 64 : 16;
    if (step == 64) {
      mix(t, row, head, first, 4, n, scores, mixed);
    } else {
      mix(t, row, head, first, 1, n, scores, mixed);
    }
    for (size_t j = 0; j < left && j < step; j++) y[first + j] = mixed[j] * inverse;
  }
}

static inline LEON_INLINE void attention_part(void *context, int part, int parts, int level) {
  attention *t = context;
  (void)level;
  float *scores = t->scores + (size_t)part * t->longest;
  for (size_t from, to; take_share(&t->shares, parts, &from, &to);) {
    for (size_t head = from; head < to; head++) {
      for (size_t i = 0; i < t->m; i++) append(t, i, head);
      for (size_t i = 0; i < t->m; i++) attend(t, i, head, scores);
    }
  }
}
LEON_LEVELS(attention_part)

void leon_cached_attention(leon_pool *pool, int level, size_t m, size_t heads, size_t d,
                           size_t offset, const leon_cache_row *rows, float *const *pages,
                           const float *qkv, float *y, float *scores, size_t longest) {
  attention t = {m, heads, d, offset, longest, rows, pages, qkv, y, scores,
                 {0, heads, 1, 1}};
  leon_pool_share(pool, LEON_AT(level, attention_part), &t);
}
