/* The product of whole numbers of 16 bits: two products are added at a time, in 32 bits and without
 * rounding, which processors do at twice the rate of floats or more. */
#include "panels.h"

typedef uint16_t h16 __attribute__((vector_size(32), aligned(2)));

/* to = x factor to the nearest whole number, in 16 bits: those of a float that is shifted so far that
 * it has no fraction. */
static inline LEON_INLINE void round_vector(const v16 *x, float factor, uint16_t *to) {
#pragma clang fp contract(off)
  v16 shifted = *x * factor + 12582912.0f;
  *(h16 *)to = __builtin_convertvector((u16)shifted, h16);
}

/* A row of x to pairs and a scale behind them; the largest becomes `leon_int16_most`. */
static inline LEON_INLINE void round_row(size_t k, const float *x, uint32_t *row) {
  u16 sizes = {0};
  v16 last;
  load_some(&last, x + k / 16 * 16, k % 16, 0);
  for (size_t j = 0; j + 16 <= k; j += 16) {
    sizes = __builtin_elementwise_max(sizes, *(const u16 *)(x + j) & 0x7FFFFFFF);
  }
  sizes = __builtin_elementwise_max(sizes, (u16)last & 0x7FFFFFFF);
  uint32_t most = 0;
  for (size_t j = 0; j < 16; j++) most = sizes[j] > most ? sizes[j] : most;
  float top;
  memcpy(&top, &most, sizeof top);
  float factor = top > 1e-30f ? leon_int16_most / top : 0, scale = top / leon_int16_most;
  uint16_t *halves = (uint16_t *)row, rest[16];
  for (size_t j = 0; j + 16 <= k; j += 16) round_vector((const v16 *)(x + j), factor, halves + j);
  round_vector(&last, factor, rest);
  memcpy(halves + k / 16 * 16, rest, (k % 16 + 1) / 2 * 4);
  memcpy(row + (k + 1) / 2, &scale, sizeof scale);
}

static inline LEON_INLINE void round_rows(void *context, int parts) {
  product *t = context;
  for (size_t from, to; take_share(&t->shares, parts, &from, &to);) {
    for (size_t i = from; i < to; i++) {
      round_row(t->k, t->x + i * t->k, t->pairs + i * rows_of(leon_int16, t->k));
    }
  }
}

/* Scales the sums of rows from `row` on against the panel at `column`, and writes them. */
static inline LEON_INLINE void write_rows(const product *t, size_t row, size_t rows, size_t column,
                                          const uint32_t *panel, const int32_t *sums) {
  size_t pairs = rows_of(leon_bf16, t->k);
  const float *scales = (const float *)(panel + pairs * leon_panel);
  for (size_t r = 0; r < rows; r++) {
    const float *scale = (const float *)(t->pairs + (row + r) * (pairs + 1) + pairs);
    float scaled[leon_panel];
    for (size_t j = 0; j < leon_panel; j++) {
      scaled[j] = (float)sums[r * leon_panel + j] * (*scale * scales[j]);
    }
    write_row(t, row + r, column, scaled);
  }
}

/* The kernels of one set of instructions: NAME_round and NAME_part for the pool. A tile is at most
 * `most` rows by four vectors of `lanes` columns, as many sums as fit the registers; `add(sum, w, x)`
 * adds the two products of each pair. */
#define LEON_INT16(name, target, vector, lanes, most, load, spread, add, store)                    \
  target static inline LEON_INLINE void name##_tile(size_t rows, size_t pairs, const uint32_t *x,   \
                                                    const uint32_t *panel, int32_t *sums) {         \
    for (size_t first = 0; first < leon_panel; first += 4 * lanes) {                                \
      vector sum[6][4];                                                                             \
      memset(sum, 0, sizeof sum);                                                                   \
      const uint32_t *words = panel + first;                                                        \
      for (size_t p = 0; p < pairs; p++, words += leon_panel) {                                     \
        vector w[4];                                                                                \
        call_ahead((4 * lanes + 15) / 16, words);                                                   \
        for (size_t v = 0; v < 4; v++) w[v] = load((const void *)(words + v * lanes));              \
        for (size_t r = 0; r < rows; r++) {                                                         \
          vector pair = spread((int)x[r * (pairs + 1) + p]);                                        \
          for (size_t v = 0; v < 4; v++) sum[r][v] = add(sum[r][v], w[v], pair);                    \
        }                                                                                           \
      }                                                                                             \
      for (size_t r = 0; r < rows; r++) {                                                           \
        for (size_t v = 0; v < 4; v++) {                                                            \
          store((void *)(sums + r * leon_panel + first + v * lanes), sum[r][v]);                    \
        }                                                                                           \
      }                                                                                             \
    }                                                                                               \
  }                                                                                                 \
  target static void name##_round(void *context, int part, int parts) {                             \
    (void)part;                                                                                     \
    round_rows(context, parts);                                                                     \
  }                                                                                                 \
  target static void name##_part(void *context, int part, int parts) {                              \
    product *t = context;                                                                           \
    (void)part;                                                                                     \
    size_t start = t->from / leon_panel, pairs = rows_of(leon_bf16, t->k);                          \
    size_t count = (t->m + most - 1) / most;                                                        \
    for (size_t from, to; take_share(&t->shares, parts, &from, &to);) {                             \
      for (size_t p = start + from; p < start + to; p++) {                                          \
        const uint32_t *panel = (const uint32_t *)t->panels + p * leon_panel * (pairs + 1);         \
        for (size_t i = 0; i < count; i++) {                                                        \
          size_t row = t->m * i / count, rows = t->m * (i + 1) / count - row;                       \
          const uint32_t *x = t->pairs + row * (pairs + 1);                                         \
          int32_t sums[6 * leon_panel];                                                             \
          switch (rows) {                                                                           \
            case 1: name##_tile(1, pairs, x, panel, sums); break;                                   \
            case 2: name##_tile(2, pairs, x, panel, sums); break;                                   \
            case 3: name##_tile(most < 3 ? 1 : 3, pairs, x, panel, sums); break;                    \
            case 4: name##_tile(most < 4 ? 1 : 4, pairs, x, panel, sums); break;                    \
            case 5: name##_tile(most < 5 ? 1 : 5, pairs, x, panel, sums); break;                    \
            default: name##_tile(most, pairs, x, panel, sums);                                      \
          }                                                                                         \
          write_rows(t, row, rows, p * leon_panel, panel, sums);                                    \
        }                                                                                           \
      }                                                                                             \
    }                                                                                               \
  }

/* A vector of four columns that any processor has. */
typedef struct {
  uint32_t sums[4];
} plain4;

static inline LEON_INLINE plain4 plain_load(const void *words) {
  plain4 v;
  memcpy(&v, words, sizeof v);
  return v;
}
static inline LEON_INLINE plain4 plain_spread(int word) {
  uint32_t w = (uint32_t)word;
  return (plain4){{w, w, w, w}};
}
static inline LEON_INLINE plain4 plain_add(plain4 sum, plain4 w, plain4 x) {
  for (size_t i = 0; i < 4; i++) {
    int low = (int16_t)w.sums[i] * (int16_t)x.sums[i];
    int high = (int16_t)(w.sums[i] >> 16) * (int16_t)(x.sums[i] >> 16);
    sum.sums[i] += (uint32_t)low + (uint32_t)high;
  }
  return sum;
}
static inline LEON_INLINE void plain_store(void *to, plain4 v) { memcpy(to, &v, sizeof v); }
LEON_INT16(plain, , plain4, 4, 2, plain_load, plain_spread, plain_add, plain_store)

#if defined(__x86_64__)
#define LEON_VNNI __attribute__((target("arch=x86-64-v4,avx512vnni"), min_vector_width(512)))
#define avx2_add(sum, w, x) _mm256_add_epi32(sum, _mm256_madd_epi16(w, x))
LEON_INT16(avx2, LEON_V3, __m256i, 8, 2, _mm256_loadu_si256, _mm256_set1_epi32, avx2_add,
           _mm256_storeu_si256)

/* Not by its intrinsic, of which the compiler makes two instructions. */
LEON_VNNI static inline LEON_INLINE __m512i vnni_add(__m512i sum, __m512i w, __m512i x) {
  __asm__("vpdpwssd %2, %1, %0" : "+v"(sum) : "v"(w), "v"(x));
  return sum;
}
LEON_INT16(vnni, LEON_VNNI, __m512i, 16, 6, _mm512_loadu_si512, _mm512_set1_epi32, vnni_add,
           _mm512_storeu_si512)
#endif

void leon_int16_product(leon_pool *pool, int level, product *t) {
#if defined(__x86_64__)
  if (level >= 2 && __builtin_cpu_supports("avx512vnni")) {
    return multiply_pairs(pool, t, vnni_round, vnni_part);
  }
  if (level >= 1) return multiply_pairs(pool, t, avx2_round, avx2_part);
#endif
  (void)level;
  multiply_pairs(pool, t, plain_round, plain_part);
}
