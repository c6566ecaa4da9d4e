#ifndef LEON_CONVOLUTION_H
#define LEON_CONVOLUTION_H
#include "matmul.h"

/* Convolutions over pictures with the channels last.
 *
 *   x  [B, H, W, I]    w  [3, 3, I, O]    bias [O]    y  [B, H', W', O]
 *
 * 3x3, stride 1, padding 1 (H' = H): Winograd's F(4x4, 3x3) (Lavin & Gray, arXiv 1509.09308), which
 * needs a quarter of the products. `scratch` holds leon_winograd_scratch(...) floats.
 * 3x3, stride 2 (H' = H / 2): padding of one at the right and at the bottom (VQGAN's), by im2col;
 * `scratch` holds leon_im2col_scratch(...) floats. */

size_t leon_winograd_scratch(int threads, size_t in, size_t out);
/* y = x * w + bias */
void leon_winograd_forward(leon_pool *pool, size_t batch, size_t height, size_t width, size_t in,
                           size_t out, const float *x, const float *w, const float *bias, float *y,
                           float *scratch);
/* dx (+)= dy * flipped w */
void leon_winograd_backward_input(leon_pool *pool, size_t batch, size_t height, size_t width,
                                  size_t in, size_t out, const float *dy, const float *w,
                                  int accumulate, float *dx, float *scratch);
/* dw += x' * dy, dbias += sum of dy */
void leon_winograd_backward_weights(leon_pool *pool, leon_sgemm sgemm, size_t batch, size_t height,
                                    size_t width, size_t in, size_t out, const float *x,
                                    const float *dy, float *dw, float *dbias, float *scratch);

size_t leon_im2col_scratch(int threads, size_t in, size_t out);
void leon_stride2_forward(leon_pool *pool, leon_sgemm sgemm, size_t batch, size_t height,
                          size_t width, size_t in, size_t out, const float *x, const float *w,
                          const float *bias, float *y, float *scratch);
void leon_stride2_backward_input(leon_pool *pool, leon_sgemm sgemm, size_t batch, size_t height,
                                 size_t width, size_t in, size_t out, const float *dy,
                                 const float *w, float *dx, float *scratch);
void leon_stride2_backward_weights(leon_pool *pool, leon_sgemm sgemm, size_t batch, size_t height,
                                   size_t width, size_t in, size_t out, const float *x,
                                   const float *dy, float *dw, float *dbias, float *scratch);
#endif
