#ifndef LEON_PEAK_H
#define LEON_PEAK_H
#include "pool.h"

/* Multiplies and adds in registers alone, on every part, `rounds` times; returns the floating-point
 * operations of all parts. With `bf16` by vdpbf16ps, where there is none 0: what no product of
 * matrices can beat. `sink` takes 16 floats a part, so that nothing is left out. */
double leon_peak_run(leon_pool *pool, int bf16, size_t rounds, float *sink);
#endif
