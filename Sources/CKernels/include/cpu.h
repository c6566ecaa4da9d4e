#ifndef LEON_CPU_H
#define LEON_CPU_H
/* What the processor and the system allow: 0 plain, 1 AVX2 with FMA, 2 AVX-512 (F BW VL DQ),
 * 3 AVX-512 with BF16. */
int leon_cpu_level(void);

/* The level whose kernels are fastest. Intel's cores begin a vdpbf16ps every other cycle and two
 * fused multiply-adds in each, so that pairs take twice the time of widened numbers. */
int leon_cpu_fastest_level(void);
#endif
