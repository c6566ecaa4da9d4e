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
static size_t even(size_t d) { return (d + 1) / 2 * 2; }

/* Number `index` of a layer in the page of a row's lane that holds `position`. */
static inline LEON_INLINE char *number(const attention *t, int bf16, const leon_cache_row *row,
                                       size_t position, size_t index) {
  char *page = t->pages[row->first + position / leon_page];
  return page + (t->offset + index) * (bf16 ? 2 : 4);
}

static inline LEON_INLINE char *keys(const attention *t, int bf16, const leon_cache_row *row,
                                     size_t position, size_t head) {
  return number(t, bf16, row, position, head * even(t->d) * leon_page);
}

static inline LEON_INLINE char *values(const attention *t, int bf16, const leon_cache_row *row,
                                       size_t position, size_t head) {
  return number(t, bf16, row, position, (t->heads * even(t->d) + head * padded(t->d)) * leon_page);
}

/* Puts a row's key and value of one head into the cache. */
static inline LEON_INLINE void append(const attention *t, int bf16, size_t row, size_t head) {
  const leon_cache_row *at = &t->rows[row];
  size_t slot = at->position % leon_page, width = padded(t->d);
  const float *k = t->qkv + ((row * t->heads + head) * 3 + 1) * t->d, *v = k + t->d;
  uint32_t *key = (uint32_t *)keys(t, bf16, at, at->position, head) + slot;
  uint32_t *value = (uint32_t *)values(t, bf16, at, at->position, head);
  value += (bf16 ? slot / 2 : slot) * width;
  if (!bf16) {
    for (size_t j = 0; j < t->d; j++) memcpy(key + j * leon_page, k + j, sizeof *k);
    memcpy(value, v, t->d * sizeof *v);
    return;
  }
  for (size_t j = 0; j < t->d; j += 2) {
    uint32_t upper = j + 1 < t->d ? leon_bf16_of(k[j + 1]) : 0;
    key[j / 2 * leon_page] = upper << 16 | leon_bf16_of(k[j]);
  }
  /* Two positions share a word, the even one below. */
  int shift = slot % 2 ? 16 : 0;
  for (size_t j = 0; j < t->d; j++) {
    value[j] = (value[j] & 0xFFFF0000u >> shift) | (uint32_t)leon_bf16_of(v[j]) << shift;
  }
}

/* Calls 64 words into the cache, from `at` on: a pass over all lanes waits for memory otherwise. */
static inline LEON_INLINE void call(const void *at) {
  for (size_t line = 0; line < 4; line++) __builtin_prefetch((const char *)at + 64 * line, 0, 2);
}

/* Positions of a lane of n that lie in the page from `start` on. */
static inline LEON_INLINE size_t positions_of(size_t n, size_t start) {
  return n - start < leon_page ? n - start : leon_page;
}

/* How many times 64 words the values of so many positions take. */
static inline LEON_INLINE size_t lines_of(const attention *t, int bf16, size_t positions) {
  size_t rows = bf16 ? (positions + 1) / 2 : positions;
  return (rows * padded(t->d) + leon_page - 1) / leon_page;
}

/* Adds q times a row of keys to the scores of 16 vecs positions. */
static inline LEON_INLINE void add_key(int bf16, int upper, size_t vecs, float q,
                                       const uint32_t *words, v16 s[4]) {
  for (size_t i = 0; i < vecs; i++) {
    v16 key;
    load_stored(&key, bf16, upper, words + 16 * i);
    s[i] += q * key;
  }
}

/* scores [16 vecs] = q k' of one page: the sum over D runs in order, positions are lanes. Of what
 * lies at `ahead`, `lines` times 64 words are called meanwhile. */
static inline LEON_INLINE void score_vectors(int bf16, size_t vecs, size_t d, float scale,
                                             const float *q, const uint32_t *k,
                                             const uint32_t *ahead, size_t lines, float *scores) {
  v16 s[4] = {{0}, {0}, {0}, {0}};
  for (size_t j = 0, line = 0; j < d; j += bf16 ? 2 : 1, line++, k += leon_page) {
    if (line < lines) call(ahead + line * leon_page);
    add_key(bf16, 0, vecs, q[j], k, s);
    if (bf16 && j + 1 < d) add_key(1, 1, vecs, q[j + 1], k, s);
  }
  for (size_t i = 0; i < vecs; i++) *(v16 *)(scores + 16 * i) = s[i] * scale;
}

/* The scores of the positions of a page, and up to fifteen behind them: the last page of a lane has
 * room that need not be read. */
static inline LEON_INLINE void score_page(int bf16, size_t positions, size_t d, float scale,
                                          const float *q, const uint32_t *k, const uint32_t *ahead,
                                          size_t lines, float *scores) {
  switch ((positions + 15) / 16) {
    case 1: score_vectors(bf16, 1, d, scale, q, k, ahead, lines, scores); break;
    case 2: score_vectors(bf16, 2, d, scale, q, k, ahead, lines, scores); break;
    case 3: score_vectors(bf16, 3, d, scale, q, k, ahead, lines, scores); break;
    default: score_vectors(bf16, 4, d, scale, q, k, ahead, lines, scores);
  }
}

/* Replaces the first n scores by exp(score - maximum), those behind by zero; returns their sum,
 * taken by lane of 16, then over the lanes. */
static inline LEON_INLINE float exponentials(size_t n, float *scores) {
  size_t end = (n + 15) / 16 * 16;
  for (size_t j = n; j < end; j++) scores[j] = scores[0];
  float lanes[16], most = scores[0];
  memcpy(lanes, scores, sizeof lanes);
  for (size_t j = 16; j < end; j += 16) {
    for (size_t i = 0; i < 16; i++) lanes[i] = scores[j + i] > lanes[i] ? scores[j + i] : lanes[i];
  }
  for (size_t i = 0; i < 16; i++) most = lanes[i] > most ? lanes[i] : most;
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

/* Adds a weight times 16 vecs values of a position. */
static inline LEON_INLINE void add_value(int bf16, int upper, size_t vecs, float weight,
                                         const uint32_t *words, v16 sum[4]) {
  for (size_t c = 0; c < vecs; c++) {
    v16 value;
    load_stored(&value, bf16, upper, words + 16 * c);
    sum[c] += weight * value;
  }
}

/* The keys that the row behind meets first, which are called while values are mixed. */
static inline LEON_INLINE const uint32_t *keys_ahead(const attention *t, int bf16, size_t i,
                                                     size_t head, size_t start) {
  const leon_cache_row *next = i + 1 < t->m ? &t->rows[i + 1] : &t->rows[i];
  return (const uint32_t *)keys(t, bf16, next, start <= next->position ? start : 0, head);
}

/* y [16 vecs] = the first n values weighted: the sum over positions runs in order. */
static inline LEON_INLINE void mix(const attention *t, int bf16, size_t i, size_t head,
                                   size_t first, size_t vecs, size_t n, const float *weights,
                                   float *y) {
  v16 sum[4] = {{0}, {0}, {0}, {0}};
  size_t width = padded(t->d), step = bf16 ? 2 : 1;
  for (size_t start = 0; start < n; start += leon_page) {
    const uint32_t *v = (const uint32_t *)values(t, bf16, &t->rows[i], start, head) + first;
    const uint32_t *ahead = keys_ahead(t, bf16, i, head, start);
    size_t count = positions_of(n, start);
    for (size_t j = 0; j < count; j += step, v += width) {
      if (first == 0 && j < t->d) call(ahead + j / step * leon_page);
      add_value(bf16, 0, vecs, weights[start + j], v, sum);
      if (bf16 && j + 1 < count) add_value(1, 1, vecs, weights[start + j + 1], v, sum);
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
    size_t count = positions_of(n, start);
    score_page(bf16, count, t->d, scale, q, (const uint32_t *)keys(t, bf16, row, start, head),
               (const uint32_t *)values(t, bf16, row, start, head), lines_of(t, bf16, count),
               scores + start);
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
  float *scores = t->scores + (size_t)part * (t->longest + padded(t->d));
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

/* --- attention of pairs --- */

#if defined(__x86_64__)

/* n floats to pairs of neighbours in (n + 1) / 2 words, in place if one likes; behind an odd one is
 * zero. */
LEON_PAIRS static inline LEON_INLINE void round_pairs(size_t n, const float *x, uint32_t *to) {
  for (size_t j = 0; j < n; j += 32) {
    size_t left = n - j;
    __mmask32 mask = left >= 32 ? ~(__mmask32)0 : (((__mmask32)1 << left) - 1);
    __m512 low = _mm512_maskz_loadu_ps((__mmask16)mask, x + j);
    __m512 high = _mm512_maskz_loadu_ps((__mmask16)(mask >> 16), x + j + 16);
    __mmask16 there = left >= 31 ? 0xFFFF : (__mmask16)((1u << (left + 1) / 2) - 1);
    _mm512_mask_storeu_epi32(to + j / 2, there, (__m512i)_mm512_cvtne2ps_pbh(high, low));
  }
}

/* sums [vecs] += pairs of a matrix times one pair. */
LEON_PAIRS static inline LEON_INLINE void add_pair(size_t vecs, uint32_t pair,
                                                   const uint32_t *words, __m512 sums[4]) {
  __m512bh both = (__m512bh)_mm512_set1_epi32((int)pair);
  for (size_t c = 0; c < vecs; c++) {
    sums[c] = _mm512_dpbf16_ps(sums[c], (__m512bh)_mm512_loadu_si512(words + 16 * c), both);
  }
}

/* As score_vectors, of the pairs of a query. */
LEON_PAIRS static inline LEON_INLINE void score_pair_vectors(size_t vecs, size_t d, float scale,
                                                             const uint32_t *q, const uint32_t *k,
                                                             const uint32_t *ahead, size_t lines,
                                                             float *scores) {
  __m512 s[4] = {{0}, {0}, {0}, {0}};
  for (size_t p = 0; p < (d + 1) / 2; p++) {
    if (p < lines) call(ahead + p * leon_page);
    add_pair(vecs, q[p], k + p * leon_page, s);
  }
  for (size_t i = 0; i < vecs; i++) {
    _mm512_storeu_ps(scores + 16 * i, _mm512_mul_ps(s[i], _mm512_set1_ps(scale)));
  }
}

/* As score_page. */
LEON_PAIRS static inline LEON_INLINE void score_pairs(size_t positions, size_t d, float scale,
                                                      const uint32_t *q, const uint32_t *k,
                                                      const uint32_t *ahead, size_t lines,
                                                      float *scores) {
  switch ((positions + 15) / 16) {
    case 1: score_pair_vectors(1, d, scale, q, k, ahead, lines, scores); break;
    case 2: score_pair_vectors(2, d, scale, q, k, ahead, lines, scores); break;
    case 3: score_pair_vectors(3, d, scale, q, k, ahead, lines, scores); break;
    default: score_pair_vectors(4, d, scale, q, k, ahead, lines, scores);
  }
}

/* As mix, of pairs of weights. What stands beside the last of an odd number of values is any number,
 * so a copy of them has zeros there. */
LEON_PAIRS static inline LEON_INLINE void mix_pairs(const attention *t, size_t i, size_t head,
                                                    size_t first, size_t vecs, size_t n,
                                                    const uint32_t *weights, float *y) {
  __m512 sum[4] = {{0}, {0}, {0}, {0}};
  size_t width = padded(t->d);
  for (size_t start = 0; start < n; start += leon_page) {
    const uint32_t *v = (const uint32_t *)values(t, 1, &t->rows[i], start, head) + first;
    const uint32_t *ahead = keys_ahead(t, 1, i, head, start);
    size_t count = positions_of(n, start);
    for (size_t p = 0; p < count / 2; p++, v += width) {
      if (first == 0 && 2 * p < t->d) call(ahead + p * leon_page);
      add_pair(vecs, weights[start / 2 + p], v, sum);
    }
    if (count % 2) {
      uint32_t last[64];
      for (size_t j = 0; j < 16 * vecs; j++) last[j] = v[j] & 0xFFFF;
      add_pair(vecs, weights[(start + count) / 2], last, sum);
    }
  }
  for (size_t c = 0; c < vecs; c++) _mm512_storeu_ps(y + 16 * c, sum[c]);
}

LEON_PAIRS static void attend_pairs(const attention *t, size_t i, size_t head, float *scores) {
  const leon_cache_row *row = &t->rows[i];
  size_t n = row->position + 1;
  uint32_t *q = (uint32_t *)(scores + t->longest), *weights = (uint32_t *)scores;
  float *y = t->y + (i * t->heads + head) * t->d;
  float scale = 1.0f / sqrtf((float)t->d);
  round_pairs(t->d, t->qkv + (i * t->heads + head) * 3 * t->d, q);
  for (size_t start = 0; start < n; start += leon_page) {
    size_t count = positions_of(n, start);
    score_pairs(count, t->d, scale, q, (const uint32_t *)keys(t, 1, row, start, head),
                (const uint32_t *)values(t, 1, row, start, head), lines_of(t, 1, count),
                scores + start);
  }
  float inverse = 1.0f / exponentials(n, scores);
  round_pairs(n, scores, weights);
  size_t step = 64;
  for (size_t first = 0; first < t->d; first += step) {
    float mixed[64];
    size_t left = t->d - first;
    step = left > 48 ? 64 : 16;
    if (step == 64) {
      mix_pairs(t, i, head, first, 4, n, weights, mixed);
    } else {
      mix_pairs(t, i, head, first, 1, n, weights, mixed);
    }
    for (size_t j = 0; j < left && j < step; j++) y[first + j] = mixed[j] * inverse;
  }
}

LEON_PAIRS static void pairs_part(void *context, int part, int parts) {
  attention *t = context;
  float *scores = t->scores + (size_t)part * (t->longest + padded(t->d));
  for (size_t from, to; take_share(&t->shares, parts, &from, &to);) {
    for (size_t head = from; head < to; head++) {
      for (size_t i = 0; i < t->m; i++) append(t, 1, i, head);
      for (size_t i = 0; i < t->m; i++) attend_pairs(t, i, head, scores);
    }
  }
}
#endif

void leon_cached_attention(leon_pool *pool, int level, int precision, size_t m, size_t heads,
                           size_t d, size_t offset, const leon_cache_row *rows, void *const *pages,
                           const float *qkv, float *y, float *scores, size_t longest) {
  attention t = {precision, m, heads, d, offset, longest, rows, pages, qkv, y, scores,
                 {0, heads, 1, 1}};
#if defined(__x86_64__)
  if (level >= 3 && precision == leon_bf16) return leon_pool_share(pool, pairs_part, &t);
#endif
  leon_pool_share(pool, LEON_AT(level, attention_part), &t);
}
