#ifndef LEON_PICTURE_LOSS_H
#define LEON_PICTURE_LOSS_H
#include "pool.h"

/* The reconstruction loss of pictures y, x [B, H, W, 3], d = y - x, each term a mean:
 *   absolute |d| + square d^2 + edges (|d right - d| + |d below - d|) + colour (mean of d over 8x8)^2
 * dy [B, H, W, 3] is written; terms [B, 4] holds the unweighted means of each picture. */
void leon_picture_loss(leon_pool *pool, size_t batch, size_t height, size_t width, const float *y,
                       const float *x, const float weights[4], float *dy, float *terms);
#endif
