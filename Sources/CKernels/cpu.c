#include "cpu.h"

int leon_cpu_level(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  int wide = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
             __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq");
  if (wide && __builtin_cpu_supports("avx512bf16")) return 3;
  if (wide) return 2;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return 1;
#endif
  return 0;
}

int leon_cpu_fastest_level(void) {
  int level = leon_cpu_level();
#if defined(__x86_64__)
  if (level == 3 && __builtin_cpu_is("intel")) return 2;
#endif
  return level;
}
