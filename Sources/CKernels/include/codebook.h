#ifndef LEON_CODEBOOK_H
#define LEON_CODEBOOK_H
#include "matmul.h"
#include <stdint.h>

/* codes [N] = argmax over K of z [N, D] codebook [K, D]' + bias [K]; the lower index wins a tie.
 * With bias = -|e|^2 / 2 that is the nearest entry. `scratch` holds threads * 64 * K floats. */
void leon_nearest_code(leon_pool *pool, leon_sgemm sgemm, size_t n, size_t d, size_t k,
                       const float *z, const float *codebook, const float *bias, int32_t *codes,
                       float *scratch);
#endif
