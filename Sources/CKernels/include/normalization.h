#ifndef LEON_NORMALIZATION_H
#define LEON_NORMALIZATION_H
#include "pool.h"

/* Rows [M, C]; weight and bias [C] may be NULL (no affine); mean, scale [M] are kept for backward,
 * scale = 1 / sqrt(variance + epsilon). dweight and dbias are added to; dx is added to if
 * `accumulate`. */
void leon_layer_norm_forward(leon_pool *pool, size_t m, size_t c, float epsilon, const float *x,
                             const float *weight, const float *bias, float *y, float *mean,
                             float *scale);
void leon_layer_norm_backward(leon_pool *pool, size_t m, size_t c, const float *x,
                              const float *weight, const float *mean, const float *scale,
                              const float *dy, int accumulate, float *dx, float *dweight,
                              float *dbias);
/* y = x / sqrt(mean of squares + epsilon) * weight; Zhang & Sennrich, arXiv 1910.07467. */
void leon_rms_norm_forward(leon_pool *pool, size_t m, size_t c, float epsilon, const float *x,
                           const float *weight, float *y, float *scale);
void leon_rms_norm_backward(leon_pool *pool, size_t m, size_t c, const float *x, const float *weight,
                            const float *scale, const float *dy, int accumulate, float *dx,
                            float *dweight);
/* Pictures [B, P, C], P pixels, C a multiple of `groups`; mean, scale [B, groups]. With `swish` the
 * result is passed through SiLU, and dy is the gradient behind it. Wu & He, arXiv 1803.08494. */
void leon_group_norm_forward(leon_pool *pool, size_t batch, size_t pixels, size_t c, size_t groups,
                             float epsilon, int swish, const float *x, const float *weight,
                             const float *bias, float *y, float *mean, float *scale);
/* `scratch` holds batch * 2 * C floats. */
void leon_group_norm_backward(leon_pool *pool, size_t batch, size_t pixels, size_t c, size_t groups,
                              int swish, const float *x, const float *weight, const float *bias,
                              const float *mean, const float *scale, const float *dy,
                              int accumulate, float *dx, float *dweight, float *dbias,
                              float *scratch);
#endif
