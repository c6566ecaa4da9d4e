#ifndef LEON_SIMD_H
#define LEON_SIMD_H
/* How a kernel of this folder gets its instruction set: the same source is compiled for several
 * levels and the loader picks one by CPUID. Loops below are written so that the compiler turns
 * them into vector code; where the order of a sum matters it is written out. */
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__x86_64__) && defined(__linux__)
#define LEON_CLONES \
  __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define LEON_CLONES
#endif

/* A number rounded to bf16, to the nearest, ties to even; NaN stays NaN. */
static inline __attribute__((always_inline)) uint16_t leon_bf16_of(float value) {
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  if (value != value) return (uint16_t)(bits >> 16 | 0x40);
  return (uint16_t)((bits + 0x7FFF + (bits >> 16 & 1)) >> 16);
}

/* e^x to about 2 ulp for -87 < x < 88, clamped outside: Cephes' reduction and polynomial, without
 * branches, so that loops over it vectorize. */
static inline __attribute__((always_inline)) float leon_exp(float x) {
  x = x < -87.0f ? -87.0f : x;
  x = x > 88.0f ? 88.0f : x;
  float n = x * 1.44269504088896341f + 12582912.0f;
  n -= 12582912.0f;
  float r = x - n * 0.693359375f + n * 2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * r * r + r + 1.0f;
  int32_t bits = ((int32_t)n + 127) << 23;
  float scale;
  memcpy(&scale, &bits, sizeof scale);
  return p * scale;
}

static inline __attribute__((always_inline)) float leon_sigmoid(float x) {
  return 1.0f / (1.0f + leon_exp(-x));
}

static inline __attribute__((always_inline)) float leon_tanh(float x) {
  return 2.0f * leon_sigmoid(2.0f * x) - 1.0f;
}
#endif
