#include "inference.h"
#include "levels.h"
#include "share.h"
#pragma clang fp contract(fast)

typedef struct {
  int precision;
  size_t m, heads, d, offset, longest;
  const leon_cache_row *rows;
  void *const *pages;
  const float *qkv;
  float *y, *scores;
  work_share shares; /* of heads */
} attention;

static size_t padded(size_t d) { return (d + 15) / 16 * 16; }

/* Number `index` of a layer in the page of a row's lane that holds `position`. */
static inline LEON_INLINE char *number(const attention *t, int bf16, const leon_cache_row *row,
                                       size_t position, size_t index) {
  char *page = t->pages[row->first + position / leon_page];
  return page + (t->offset + index) * (bf16 ? 2 : 4);
}

static inline LEON_INLINE char *keys(const attention *t, int bf16, const leon_cache_row *row,
                                     size_t position, size_t head) {
  return number(t, bf16, row, position, head * t->d * leon_page);
}

static inline LEON_INLINE char *values(const attention *t, int bf16, const leon_cache_row *row,
                                       size_t position, size_t head) {
  return number(t, bf16, row, position, (t->heads * t->d + head * padded(t->d)) * leon_page);
}

/* Stores n numbers, `step` numbers apart. */
static inline LEON_INLINE void store(int bf16, size_t n, size_t step, const float *x, char *to) {
  for (size_t j = 0; j < n; j++) {
    if (bf16) {
      ((uint16_t *)to)[j * step] = leon_bf16_of(x[j]);
    } else {
      ((float *)to)[j * step] = x[j];
    }
  }
}

/* Puts a row's key and value of one head into the cache. */
static inline LEON_INLINE void append(const attention *t, int bf16, size_t row, size_t head) {
  const leon_cache_row *at = &t->rows[row];
  size_t slot = at->position % leon_page, size = bf16 ? 2 : 4;
  const float *k = t->qkv + ((row * t->heads + head) * 3 + 1) * t->d, *v = k + t->d;
  store(bf16, t->d, leon_page, k, keys(t, bf16, at, at->position, head) + slot * size);
  store(bf16, t->d, 1, v, values(t, bf16, at, at->position, head) + slot * padded(t->d) * size);
}

/* Calls 64 numbers into the cache, from `at` on: a pass over all lanes waits for memory otherwise. */
static inline LEON_INLINE void call(int bf16, const char *at) {
  for (size_t line = 0; line < (bf16 ? 2 : 4); line++) __builtin_prefetch(at + 64 * line, 0, 2);
}

/* scores [64] = q k' of one page: the sum over D runs in order, positions are lanes. What lies at
 * `ahead` is called meanwhile. */
static inline LEON_INLINE void score_page(int bf16, size_t d, float scale, const float *q,
                                          const char *k, const char *ahead, float *scores) {
  v16 s[4] = {{0}, {0}, {0}, {0}}, key;
  for (size_t j = 0; j < d; j++) {
    call(bf16, ahead + j * leon_page * (bf16 ? 2 : 4));
    for (size_t i = 0; i < 4; i++) {
      load_stored(&key, bf16, k + (j * leon_page + 16 * i) * (bf16 ? 2 : 4));
      s[i] += q[j] * key;
    }
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

/* y [16 vecs] = the first n values weighted: the sum over positions runs in order. The keys of the
 * row behind are called meanwhile. */
static inline LEON_INLINE void mix(const attention *t, int bf16, size_t i, size_t head,
                                   size_t first, size_t vecs, size_t n, const float *weights,
                                   float *y) {
  const leon_cache_row *row = &t->rows[i], *next = i + 1 < t->m ? row + 1 : row;
  v16 sum[4] = {{0}, {0}, {0}, {0}}, value;
  size_t width = padded(t->d), size = bf16 ? 2 : 4;
  for (size_t start = 0; start < n; start += leon_page) {
    const char *v = values(t, bf16, row, start, head) + first * size;
    const char *ahead = keys(t, bf16, next, start <= next->position ? start : 0, head);
    size_t count = n - start < leon_page ? n - start : leon_page;
    for (size_t j = 0; j < count; j++) {
      if (first == 0 && j < t->d) call(bf16, ahead + j * leon_page * size);
      for (size_t c = 0; c < vecs; c++) {
        load_stored(&value, bf16, v + (j * width + 16 * c) * size);
        sum[c] += weights[start + j] * value;
      }
    }
  }
  for (size_t c = 0; c < vecs; c++) *(v16 *)(y + 16 * c) = sum[c];
}

static inline LEON_INLINE void attend(const attention *t, int bf16, size_t i, size_t head,
                                      float *scores) {
  const leon_cache_row *row = &t->rows[i];
  size_t n = row->position + 1;
  const float *q = t->qkv + (i * t->heads + head) * 3 * t->d;
  float *y = t->y + (i * t->heads + head) * t->d;
  float scale = 1.0f / sqrtf((float)t->d);
  for (size_t start = 0; start < n; start += leon_page) {
    score_page(bf16, t->d, scale, q, keys(t, bf16, row, start, head),
               values(t, bf16, row, start, head), scores + start);
  }
  float inverse = 1.0f / exponentials(n, scores);
  size_t step = 64;
  for (size_t first = 0; first < t->d; first += step) {
    float mixed[64];
    size_t left = t->d - first;
    step = left > 48 ? 64 : 16;
    if (step == 64) {
      mix(t, bf16, i, head, first, 4, n, scores, mixed);
    } else {
      mix(t, bf16, i, head, first, 1, n, scores, mixed);
    }
    for (size_t j = 0; j < left && j < step; j++) y[first + j] = mixed[j] * inverse;
  }
}

static inline LEON_INLINE void all_rows(const attention *t, int bf16, size_t head, float *scores) {
  for (size_t i = 0; i < t->m; i++) append(t, bf16, i, head);
  for (size_t i = 0; i < t->m; i++) attend(t, bf16, i, head, scores);
}

static inline LEON_INLINE void attention_part(void *context, int part, int parts, int level) {
  attention *t = context;
  (void)level;
  float *scores = t->scores + (size_t)part * t->longest;
  for (size_t from, to; take_share(&t->shares, parts, &from, &to);) {
    for (size_t head = from; head < to; head++) {
      if (t->precision == leon_bf16) {
        all_rows(t, 1, head, scores);
      } else {
        all_rows(t, 0, head, scores);
      }
    }
  }
}
LEON_LEVELS(attention_part)

void leon_cached_attention(leon_pool *pool, int level, int precision, size_t m, size_t heads,
                           size_t d, size_t offset, const leon_cache_row *rows, void *const *pages,
                           const float *qkv, float *y, float *scores, size_t longest) {
  attention t = {precision, m, heads, d, offset, longest, rows, pages, qkv, y, scores,
                 {0, heads, 1, 1}};
  leon_pool_share(pool, LEON_AT(level, attention_part), &t);
}
