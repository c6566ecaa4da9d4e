#include "bf16.h"
#include "cpu.h"
#include "simd.h"
#pragma clang fp contract(fast)

/* The plain kernels: the same numbers rounded the same way; the loader takes AVX2 where there is. */

static inline __attribute__((always_inline)) uint32_t rounded(float x) {
  uint32_t bits;
  memcpy(&bits, &x, sizeof bits);
  if ((bits & 0x7fffffffu) > 0x7f800000u) return bits >> 16 | 0x40u;
  return (bits + 0x7fffu + (bits >> 16 & 1)) >> 16;
}

static inline __attribute__((always_inline)) float widened(uint32_t bits) {
  float x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

/* The pair at rows 2p and 2p + 1 of K, `step` floats apart. */
static inline uint32_t pair_at(const float *x, size_t step, size_t p, size_t k) {
  uint32_t low = 2 * p < k ? rounded(x[2 * p * step]) : 0;
  uint32_t high = 2 * p + 1 < k ? rounded(x[(2 * p + 1) * step]) : 0;
  return low | high << 16;
}

static void plain_pack_a(int transposed, size_t m, size_t k, size_t pairs, const float *a,
                         size_t lda, uint32_t *to) {
  size_t along = transposed ? lda : 1, across = transposed ? 1 : lda;
  for (size_t panel = 0; panel < m; panel += bf16_rows, to += bf16_rows * pairs) {
    for (size_t p = 0; p < pairs; p++) {
      for (size_t i = 0; i < bf16_rows; i++) {
        size_t at = transposed ? p * bf16_rows + i
                               : (p / bf16_block * bf16_rows + i) * bf16_block + p % bf16_block;
        to[at] = panel + i < m ? pair_at(a + (panel + i) * across, along, p, k) : 0;
      }
    }
  }
}

static void plain_pack_b(int transposed, size_t n, size_t k, size_t pairs, const float *b,
                         size_t ldb, uint32_t *to) {
  size_t along = transposed ? 1 : ldb, across = transposed ? ldb : 1;
  for (size_t panel = 0; panel < n; panel += bf16_columns) {
    for (size_t p = 0; p < pairs; p++) {
      for (size_t j = 0; j < bf16_columns; j++) {
        *to++ = panel + j < n ? pair_at(b + (panel + j) * across, along, p, k) : 0;
      }
    }
  }
}

LEON_CLONES static void plain_tile(int transposed, size_t pairs, const uint32_t *a,
                                   const uint32_t *b, float *c, size_t ldc, int add) {
  size_t row = transposed ? 1 : bf16_block;
  for (size_t i = 0; i < bf16_rows; i++) {
    float sums[bf16_columns] = {0};
    for (size_t p = 0; p < pairs; p++) {
      size_t at = transposed ? p * bf16_rows
                             : p / bf16_block * bf16_rows * bf16_block + p % bf16_block;
      float low = widened(a[at + i * row] << 16), high = widened(a[at + i * row] & 0xffff0000u);
      for (size_t j = 0; j < bf16_columns; j++) {
        uint32_t pair = b[p * bf16_columns + j];
        sums[j] += high * widened(pair & 0xffff0000u) + low * widened(pair << 16);
      }
    }
    float *y = c + i * ldc;
    for (size_t j = 0; j < bf16_columns; j++) y[j] = add ? y[j] + sums[j] : sums[j];
  }
}

static const bf16_kernels plain_kernels = {plain_pack_a, plain_pack_b, plain_tile};

#if defined(__x86_64__)
#include <immintrin.h>
#define WIDE __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512bf16")))
#define WIDE_INLINE static inline __attribute__((always_inline)) WIDE

/* 32 floats to 16 pairs of neighbours; those from `count` on are zero. */
WIDE_INLINE __m512i neighbours(const float *x, size_t count) {
  if (count >= 32) {
    return (__m512i)_mm512_cvtne2ps_pbh(_mm512_loadu_ps(x + 16), _mm512_loadu_ps(x));
  }
  __mmask32 mask = (__mmask32)((1ull << count) - 1);
  __m512 low = _mm512_maskz_loadu_ps((__mmask16)mask, x);
  __m512 high = _mm512_maskz_loadu_ps((__mmask16)(mask >> 16), count > 16 ? x + 16 : x);
  return (__m512i)_mm512_cvtne2ps_pbh(high, low);
}

/* Lane i: the pair of x[i] and y[i], for the lanes of `mask`; a NULL y counts as zeros. */
WIDE_INLINE __m512i zipped(const float *x, const float *y, __mmask16 mask) {
  const __m512i order = _mm512_set_epi16(
      31, 15, 30, 14, 29, 13, 28, 12, 27, 11, 26, 10, 25, 9, 24, 8, 23, 7, 22, 6, 21, 5, 20, 4, 19,
      3, 18, 2, 17, 1, 16, 0);
  __m512 low = _mm512_maskz_loadu_ps(mask, x);
  __m512 high = y ? _mm512_maskz_loadu_ps(mask, y) : _mm512_setzero_ps();
  return _mm512_permutexvar_epi16(order, (__m512i)_mm512_cvtne2ps_pbh(high, low));
}

WIDE_INLINE __mmask16 first_lanes(size_t count) {
  return count >= 16 ? 0xffff : (__mmask16)((1u << count) - 1);
}

/* Turns 16 x 16 words. */
WIDE_INLINE void turn(__m512i r[16]) {
  __m512i t[16];
#pragma clang loop unroll(full)
  for (int i = 0; i < 16; i += 2) {
    t[i] = _mm512_unpacklo_epi32(r[i], r[i + 1]);
    t[i + 1] = _mm512_unpackhi_epi32(r[i], r[i + 1]);
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < 16; i += 4) {
    r[i] = _mm512_unpacklo_epi64(t[i], t[i + 2]);
    r[i + 1] = _mm512_unpackhi_epi64(t[i], t[i + 2]);
    r[i + 2] = _mm512_unpacklo_epi64(t[i + 1], t[i + 3]);
    r[i + 3] = _mm512_unpackhi_epi64(t[i + 1], t[i + 3]);
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < 4; i++) {
    t[i] = _mm512_shuffle_i32x4(r[i], r[i + 4], 0x88);
    t[i + 4] = _mm512_shuffle_i32x4(r[i], r[i + 4], 0xdd);
    t[i + 8] = _mm512_shuffle_i32x4(r[i + 8], r[i + 12], 0x88);
    t[i + 12] = _mm512_shuffle_i32x4(r[i + 8], r[i + 12], 0xdd);
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < 4; i++) {
    r[i] = _mm512_shuffle_i32x4(t[i], t[i + 8], 0x88);
    r[i + 8] = _mm512_shuffle_i32x4(t[i], t[i + 8], 0xdd);
    r[i + 4] = _mm512_shuffle_i32x4(t[i + 4], t[i + 12], 0x88);
    r[i + 12] = _mm512_shuffle_i32x4(t[i + 4], t[i + 12], 0xdd);
  }
}

WIDE static void wide_pack_rows(size_t m, size_t k, size_t pairs, const float *a, size_t lda,
                                uint32_t *to) {
  for (size_t i = 0; i < m; i++) {
    uint32_t *row = to + i / bf16_rows * bf16_rows * pairs + i % bf16_rows * bf16_block;
    for (size_t p = 0; p < pairs; p += bf16_block, row += bf16_rows * bf16_block) {
      _mm512_store_si512(row, neighbours(a + i * lda + 2 * p, k - 2 * p));
    }
  }
  for (size_t i = m; i % bf16_rows; i++) {
    uint32_t *row = to + i / bf16_rows * bf16_rows * pairs + i % bf16_rows * bf16_block;
    for (size_t p = 0; p < pairs; p += bf16_block, row += bf16_rows * bf16_block) {
      _mm512_store_si512(row, _mm512_setzero_si512());
    }
  }
}

/* A pair of rows of K at a time over all panels, so that memory is read along its rows. */
WIDE static void wide_pack_columns(size_t width, size_t count, size_t k, size_t pairs,
                                   const float *x, size_t ldx, uint32_t *to) {
  for (size_t p = 0; p < pairs; p++) {
    const float *low = x + 2 * p * ldx, *high = 2 * p + 1 < k ? low + ldx : NULL;
    for (size_t j = 0; j < bf16_panels(count, width) * width; j += width) {
      uint32_t *panel = to + j * pairs + p * width;
      for (size_t i = 0; i < width; i += 16) {
        size_t there = 2 * p < k && j + i < count ? count - j - i : 0;
        __mmask16 kept = first_lanes(width - i);
        __mmask16 mask = first_lanes(there) & kept;
        __m512i pair = mask ? zipped(low + j + i, high ? high + j + i : NULL, mask)
                            : _mm512_setzero_si512();
        _mm512_mask_storeu_epi32(panel + i, kept, pair);
      }
    }
  }
}

WIDE static void wide_pack_a(int transposed, size_t m, size_t k, size_t pairs, const float *a,
                             size_t lda, uint32_t *to) {
  if (transposed) {
    wide_pack_columns(bf16_rows, m, k, pairs, a, lda, to);
  } else {
    wide_pack_rows(m, k, pairs, a, lda, to);
  }
}

WIDE static void wide_pack_b(int transposed, size_t n, size_t k, size_t pairs, const float *b,
                             size_t ldb, uint32_t *to) {
  if (!transposed) {
    wide_pack_columns(bf16_columns, n, k, pairs, b, ldb, to);
    return;
  }
  for (size_t j = 0; j < bf16_panels(n, bf16_columns) * bf16_columns; j += 16) {
    uint32_t *half = to + j / bf16_columns * bf16_columns * pairs + j % bf16_columns;
    for (size_t p = 0; p < pairs; p += bf16_block) {
      __m512i r[16];
#pragma clang loop unroll(full)
      for (size_t i = 0; i < 16; i++) {
        r[i] = j + i < n ? neighbours(b + (j + i) * ldb + 2 * p, k - 2 * p)
                         : _mm512_setzero_si512();
      }
      turn(r);
#pragma clang loop unroll(full)
      for (size_t i = 0; i < 16; i++) _mm512_store_si512(half + (p + i) * bf16_columns, r[i]);
    }
  }
}

/* `row` and `next`: the distance of A's rows and of its pairs inside a group of `group` pairs. */
WIDE_INLINE void wide_tile_of(size_t row, size_t next, size_t group, size_t pairs,
                              const uint32_t *a, const uint32_t *b, float *c, size_t ldc,
                              int add) {
  __m512 sums[bf16_rows][2];
#pragma clang loop unroll(full)
  for (size_t i = 0; i < bf16_rows; i++) sums[i][0] = sums[i][1] = _mm512_setzero_ps();
  for (size_t g = 0; g < pairs; g += group, a += group * bf16_rows) {
    for (size_t p = 0; p < group; p++, b += bf16_columns) {
      __m512bh left = (__m512bh)_mm512_load_si512(b);
      __m512bh right = (__m512bh)_mm512_load_si512(b + 16);
#pragma clang loop unroll(full)
      for (size_t i = 0; i < bf16_rows; i++) {
        __m512bh pair = (__m512bh)_mm512_set1_epi32((int)a[i * row + p * next]);
        sums[i][0] = _mm512_dpbf16_ps(sums[i][0], pair, left);
        sums[i][1] = _mm512_dpbf16_ps(sums[i][1], pair, right);
      }
    }
  }
#pragma clang loop unroll(full)
  for (size_t i = 0; i < bf16_rows; i++, c += ldc) {
    if (add) {
      sums[i][0] = _mm512_add_ps(sums[i][0], _mm512_loadu_ps(c));
      sums[i][1] = _mm512_add_ps(sums[i][1], _mm512_loadu_ps(c + 16));
    }
    _mm512_storeu_ps(c, sums[i][0]);
    _mm512_storeu_ps(c + 16, sums[i][1]);
  }
}

WIDE static void wide_tile(int transposed, size_t pairs, const uint32_t *a, const uint32_t *b,
                           float *c, size_t ldc, int add) {
  if (transposed) {
    wide_tile_of(1, bf16_rows, bf16_block, pairs, a, b, c, ldc, add);
  } else {
    wide_tile_of(bf16_block, 1, bf16_block, pairs, a, b, c, ldc, add);
  }
}

static const bf16_kernels wide_kernels = {wide_pack_a, wide_pack_b, wide_tile};
#endif

const bf16_kernels *bf16_kernels_for(int level) {
#if defined(__x86_64__)
  if (level >= 3 && leon_cpu_level() >= 3) return &wide_kernels;
#endif
  (void)level;
  return &plain_kernels;
}

void bf16_multiply(const bf16_kernels *kernels, int transposed_a, size_t m, size_t n, size_t pairs,
                   const uint32_t *a, size_t a_stride, const uint32_t *b, size_t b_stride, float *c,
                   size_t ldc, int add) {
  _Alignas(64) float edge[bf16_rows * bf16_columns];
  for (size_t j = 0; j < n; j += bf16_columns, b += bf16_columns * b_stride) {
    const uint32_t *rows = a;
    for (size_t i = 0; i < m; i += bf16_rows, rows += bf16_rows * a_stride) {
      float *to = c + i * ldc + j;
      if (m - i >= bf16_rows && n - j >= bf16_columns) {
        kernels->tile(transposed_a, pairs, rows, b, to, ldc, add);
        continue;
      }
      kernels->tile(transposed_a, pairs, rows, b, edge, bf16_columns, 0);
      size_t height = m - i < bf16_rows ? m - i : bf16_rows;
      size_t width = n - j < bf16_columns ? n - j : bf16_columns;
      for (size_t y = 0; y < height; y++) {
        for (size_t x = 0; x < width; x++) {
          float sum = edge[y * bf16_columns + x];
          to[y * ldc + x] = add ? to[y * ldc + x] + sum : sum;
        }
      }
    }
  }
}
