#ifndef LEON_LEVELS_H
#define LEON_LEVELS_H
/* Kernels whose instruction set the caller names, so that tests run every level of a machine and a
 * picture can be repeated on another. A kernel is written once, as
 *
 *   static inline LEON_INLINE void NAME(void *context, int part, int parts, int level) { ... }
 *   LEON_LEVELS(NAME)
 *
 * and run as leon_pool_run(pool, LEON_AT(level, NAME), context). Vectors are 16 floats at all levels
 * (the compiler splits them), so the order of every sum is the same; below AVX2 there is no fused
 * multiply-add and the roundings differ. */
#include "pool.h"
#include "simd.h"
#pragma clang fp contract(fast)

#define LEON_INLINE __attribute__((always_inline))

/* 16 floats, at any address. */
typedef float v16 __attribute__((vector_size(64), aligned(4)));
typedef uint32_t u16 __attribute__((vector_size(64), aligned(4)));

#if defined(__x86_64__)
#define LEON_V3 __attribute__((target("arch=x86-64-v3")))
/* Without the width clang prefers halves of the registers at this level. */
#define LEON_V4 __attribute__((target("arch=x86-64-v4"), min_vector_width(512)))
#define LEON_LEVELS(name)                                                                  \
  static void name##_plain(void *c, int part, int parts) { name(c, part, parts, 0); }      \
  LEON_V3 static void name##_v3(void *c, int part, int parts) { name(c, part, parts, 1); } \
  LEON_V4 static void name##_v4(void *c, int part, int parts) { name(c, part, parts, 2); }
#define LEON_AT(level, name) ((level) >= 2 ? name##_v4 : (level) == 1 ? name##_v3 : name##_plain)
/* Functions of level 3, which multiply pairs of bf16 and are written by hand. */
#include <immintrin.h>
#define LEON_PAIRS __attribute__((target("arch=x86-64-v4,avx512bf16"), min_vector_width(512)))
#else
#define LEON_LEVELS(name) \
  static void name##_plain(void *c, int part, int parts) { name(c, part, parts, 0); }
#define LEON_AT(level, name) ((void)(level), name##_plain)
#endif

/* to = 16 numbers of 16 words: floats, or the lower or upper one of pairs of bf16. */
static inline LEON_INLINE void load_stored(v16 *to, int bf16, int upper, const uint32_t *words) {
  u16 bits = *(const u16 *)words;
  *to = (v16)(!bf16 ? bits : upper ? bits & 0xFFFF0000u : bits << 16);
}

/* The 16 values added from the first to the last. (By address: wide vectors have no common ABI.) */
static inline LEON_INLINE float sum_of_lanes(const v16 *x) {
  float sum = (*x)[0];
  for (int j = 1; j < 16; j++) sum += (*x)[j];
  return sum;
}

/* to = the first `n` of 16 values at `x`, the others `fill`. */
static inline LEON_INLINE void load_some(v16 *to, const float *x, size_t n, float fill) {
  float lanes[16];
  for (size_t j = 0; j < 16; j++) lanes[j] = j < n ? x[j] : fill;
  *to = *(const v16 *)lanes;
}
#endif
