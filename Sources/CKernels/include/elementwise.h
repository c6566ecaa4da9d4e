#ifndef LEON_ELEMENTWISE_H
#define LEON_ELEMENTWISE_H
#include "pool.h"
#include <stdint.h>

/* All over n floats; dx is added to if `accumulate`. */
enum leon_activation { leon_relu = 0, leon_gelu = 1, leon_silu = 2 };

void leon_activation_forward(leon_pool *pool, int kind, size_t n, const float *x, float *y);
void leon_activation_backward(leon_pool *pool, int kind, size_t n, const float *x, const float *dy,
                              int accumulate, float *dx);
/* y = a + b */
void leon_add(leon_pool *pool, size_t n, const float *a, const float *b, float *y);
/* y = scale x, or y += scale x if `accumulate` */
void leon_scale(leon_pool *pool, size_t n, float scale, const float *x, int accumulate, float *y);
/* rows [M, C]: y += bias [C], and dbias += the sum over rows */
void leon_bias_forward(leon_pool *pool, size_t m, size_t c, const float *bias, float *y);
void leon_bias_backward(leon_pool *pool, size_t m, size_t c, const float *dy, float *dbias);

/* Pictures [B, H, W, C] to [B, 2H, 2W, C] by repetition; backward sums fours. */
void leon_upsample_forward(leon_pool *pool, size_t batch, size_t height, size_t width, size_t c,
                           const float *x, float *y);
void leon_upsample_backward(leon_pool *pool, size_t batch, size_t height, size_t width, size_t c,
                            const float *dy, int accumulate, float *dx);
/* [B, H, W, C f f] to [B, H f, W f, C]: channel (i f + j) C + k goes to pixel (i, j), channel k. */
void leon_pixel_shuffle(leon_pool *pool, size_t batch, size_t height, size_t width, size_t c,
                        size_t factor, const float *x, float *y);
/* The inverse. */
void leon_pixel_unshuffle(leon_pool *pool, size_t batch, size_t height, size_t width, size_t c,
                          size_t factor, const float *x, float *y);

/* y [N, C] = table[ids]; ids within the table. */
void leon_embedding_forward(leon_pool *pool, size_t n, size_t c, const int32_t *ids,
                            const float *table, int accumulate, float *y);
/* dtable[ids] += dy, columns split over the parts, so that equal ids add in order. */
void leon_embedding_backward(leon_pool *pool, size_t n, size_t c, const int32_t *ids,
                             const float *dy, float *dtable);

/* AdamW (Loshchilov & Hutter, arXiv 1711.05101): decay is decoupled, corrections are 1 - beta^t.
 * gradient is multiplied by `scale` first (clipping, averaging). */
void leon_adamw(leon_pool *pool, size_t n, float rate, float beta1, float beta2, float epsilon,
                float decay, float correction1, float correction2, float scale,
                const float *gradient, float *m, float *v, float *w);
/* The sum of squares, in double, in one order whatever the threads. */
double leon_sum_of_squares(leon_pool *pool, size_t n, const float *x);
#endif
