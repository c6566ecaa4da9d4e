/* The product of pairs of bf16: x is rounded, too, and two products are added at a time. */
#include "panels.h"

#if defined(__x86_64__)
/* Rows from ..< to of x to pairs of neighbours; behind an odd one is zero. */
LEON_PAIRS static void round_rows(const product *t, size_t from, size_t to) {
  size_t pairs = rows_of(leon_bf16, t->k);
  for (size_t i = from; i < to; i++) {
    const float *x = t->x + i * t->k;
    uint32_t *row = t->pairs + i * pairs;
    for (size_t p = 0; p < pairs; p += 16) {
      size_t left = t->k - 2 * p;
      __mmask32 mask = left >= 32 ? ~(__mmask32)0 : (((__mmask32)1 << left) - 1);
      __m512 low = _mm512_maskz_loadu_ps((__mmask16)mask, x + 2 * p);
      __m512 high = _mm512_maskz_loadu_ps((__mmask16)(mask >> 16), x + 2 * p + 16);
      __mmask16 there = pairs - p >= 16 ? 0xFFFF : (__mmask16)((1u << (pairs - p)) - 1);
      _mm512_mask_storeu_epi32(row + p, there, (__m512i)_mm512_cvtne2ps_pbh(high, low));
    }
  }
}

static void round_part(void *context, int part, int parts) {
  product *t = context;
  (void)part;
  for (size_t from, to; take_share(&t->shares, parts, &from, &to);) round_rows(t, from, to);
}

/* sums [rows][64] of pairs against a panel. */
LEON_PAIRS static inline LEON_INLINE void pair_tile(size_t rows, size_t pairs, const uint32_t *x,
                                               const uint32_t *panel, float *sums) {
  __m512 sum[6][4];
  for (size_t r = 0; r < rows; r++) {
    for (size_t v = 0; v < 4; v++) sum[r][v] = _mm512_setzero_ps();
  }
  for (size_t p = 0; p < pairs; p++, panel += leon_panel) {
    __m512bh w[4];
    call_ahead(4, panel);
    for (size_t v = 0; v < 4; v++) w[v] = (__m512bh)_mm512_loadu_si512(panel + v * 16);
    for (size_t r = 0; r < rows; r++) {
      __m512bh pair = (__m512bh)_mm512_set1_epi32((int)x[r * pairs + p]);
      for (size_t v = 0; v < 4; v++) sum[r][v] = _mm512_dpbf16_ps(sum[r][v], w[v], pair);
    }
  }
  for (size_t r = 0; r < rows; r++) {
    for (size_t v = 0; v < 4; v++) _mm512_storeu_ps(sums + r * leon_panel + v * 16, sum[r][v]);
  }
}

LEON_PAIRS static void pair_part(void *context, int part, int parts) {
  product *t = context;
  (void)part;
  size_t first = t->from / leon_panel, pairs = rows_of(leon_bf16, t->k);
  size_t count = (t->m + 5) / 6;
  for (size_t from, to; take_share(&t->shares, parts, &from, &to);) {
    for (size_t column = (first + from) * leon_panel; column < (first + to) * leon_panel;
         column += leon_panel) {
      const uint32_t *panel = (const uint32_t *)t->panels + column * pairs;
      for (size_t i = 0; i < count; i++) {
        size_t row = t->m * i / count, rows = t->m * (i + 1) / count - row;
        const uint32_t *x = t->pairs + row * pairs;
        float sums[6 * leon_panel];
        switch (rows) {
          case 1: pair_tile(1, pairs, x, panel, sums); break;
          case 2: pair_tile(2, pairs, x, panel, sums); break;
          case 3: pair_tile(3, pairs, x, panel, sums); break;
          case 4: pair_tile(4, pairs, x, panel, sums); break;
          case 5: pair_tile(5, pairs, x, panel, sums); break;
          default: pair_tile(6, pairs, x, panel, sums);
        }
        for (size_t r = 0; r < rows; r++) write_row(t, row + r, column, sums + r * leon_panel);
      }
    }
  }
}

void leon_bf16_product(leon_pool *pool, product *t) {
  multiply_pairs(pool, t, round_part, pair_part);
}
#endif
