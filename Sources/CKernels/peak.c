/* The yardstick of the benchmarks: 24 chains of vector operations, more than any latency needs. */
#include "peak.h"
#include "cpu.h"

typedef struct {
  size_t rounds;
  float *sink;
} peak;

enum { chains = 24 };

#if defined(__x86_64__)
#include <immintrin.h>

#define CHAINS(vector, zero, operation, store)                                    \
  const peak *t = context;                                                        \
  (void)parts;                                                                    \
  vector s[chains];                                                               \
  _Pragma("clang loop unroll(full)") for (int i = 0; i < chains; i++) s[i] = zero; \
  for (size_t round = 0; round < t->rounds; round++) {                            \
    _Pragma("clang loop unroll(full)") for (int i = 0; i < chains; i++) {         \
      s[i] = operation;                                                           \
      __asm__ volatile("" : "+v"(s[i]));                                          \
    }                                                                             \
  }                                                                               \
  for (int i = 0; i < chains; i++) store(t->sink + part * 16, s[i])

__attribute__((target("avx512f,avx512bf16"))) static void pairs_part(void *context, int part,
                                                                     int parts) {
  const __m512bh one = (__m512bh)_mm512_set1_epi32(0x3f803f80);
  CHAINS(__m512, _mm512_setzero_ps(), _mm512_dpbf16_ps(s[i], one, one), _mm512_storeu_ps);
}

__attribute__((target("avx512f"))) static void wide_part(void *context, int part, int parts) {
  const __m512 one = _mm512_set1_ps(1);
  CHAINS(__m512, _mm512_setzero_ps(), _mm512_fmadd_ps(one, one, s[i]), _mm512_storeu_ps);
}
#endif

#if defined(__x86_64__) && defined(__linux__)
__attribute__((target_clones("arch=x86-64-v3", "default")))
#endif
static void plain_part(void *context, int part, int parts) {
#pragma clang fp contract(fast)
  const peak *t = context;
  (void)parts;
  float s[96] = {0}, one = t->sink[part * 16];
  for (size_t round = 0; round < t->rounds; round++) {
    for (int i = 0; i < 96; i++) s[i] = s[i] * one + one;
  }
  float sum = 0;
  for (int i = 0; i < 96; i++) sum += s[i];
  t->sink[part * 16] = sum;
}

double leon_peak_run(leon_pool *pool, int bf16, size_t rounds, float *sink) {
  peak t = {rounds, sink};
  double work = (double)rounds * leon_pool_threads(pool) * 2;
#if defined(__x86_64__)
  if (bf16) {
    if (leon_cpu_level() < 3) return 0;
    leon_pool_run(pool, pairs_part, &t);
    return work * chains * 32;
  }
  if (leon_cpu_level() >= 2) {
    leon_pool_run(pool, wide_part, &t);
    return work * chains * 16;
  }
#endif
  if (bf16) return 0;
  leon_pool_run(pool, plain_part, &t);
  return work * 96;
}
