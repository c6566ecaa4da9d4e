#include "elementwise.h"
#include "simd.h"
#pragma clang fp contract(fast)

/* Pictures [B, H, W, C], channels last; rows of the smaller side are split over the parts. */
typedef struct {
  size_t batch, height, width, c, factor;
  int accumulate;
  const float *x;
  float *y;
} picture;

LEON_CLONES static void repeat_part(void *context, int part, int parts) {
  const picture *t = context;
  size_t from, to, c = t->c, w = t->width;
  leon_pool_slice(t->batch * t->height, 1, part, parts, &from, &to);
  for (size_t r = from; r < to; r++) {
    for (size_t q = 0; q < w; q++) {
      const float *x = t->x + (r * w + q) * c;
      float *y = t->y + (r * 2 * 2 * w + 2 * q) * c;
      memcpy(y, x, c * sizeof(float));
      memcpy(y + c, x, c * sizeof(float));
      memcpy(y + 2 * w * c, x, c * sizeof(float));
      memcpy(y + 2 * w * c + c, x, c * sizeof(float));
    }
  }
}

LEON_CLONES static void gather_part(void *context, int part, int parts) {
  const picture *t = context;
  size_t from, to, c = t->c, w = t->width;
  leon_pool_slice(t->batch * t->height, 1, part, parts, &from, &to);
  for (size_t r = from; r < to; r++) {
    for (size_t q = 0; q < w; q++) {
      const float *g = t->x + (r * 2 * 2 * w + 2 * q) * c;
      float *dx = t->y + (r * w + q) * c;
      for (size_t j = 0; j < c; j++) {
        float sum = g[j] + g[c + j] + g[2 * w * c + j] + g[2 * w * c + c + j];
        dx[j] = t->accumulate ? dx[j] + sum : sum;
      }
    }
  }
}

void leon_upsample_forward(leon_pool *pool, size_t batch, size_t height, size_t width, size_t c,
                           const float *x, float *y) {
  picture t = {batch, height, width, c, 2, 0, x, y};
  leon_pool_run(pool, repeat_part, &t);
}

void leon_upsample_backward(leon_pool *pool, size_t batch, size_t height, size_t width, size_t c,
                            const float *dy, int accumulate, float *dx) {
  picture t = {batch, height, width, c, 2, accumulate, dy, dx};
  leon_pool_run(pool, gather_part, &t);
}

static void shuffle_part(void *context, int part, int parts) {
  const picture *t = context;
  size_t from, to, c = t->c, w = t->width, f = t->factor;
  leon_pool_slice(t->batch * t->height, 1, part, parts, &from, &to);
  for (size_t r = from; r < to; r++) {
    for (size_t q = 0; q < w; q++) {
      for (size_t i = 0; i < f; i++) {
        memcpy(t->y + ((r * f + i) * w * f + q * f) * c, t->x + ((r * w + q) * f + i) * f * c,
               f * c * sizeof(float));
      }
    }
  }
}

static void unshuffle_part(void *context, int part, int parts) {
  const picture *t = context;
  size_t from, to, c = t->c, w = t->width, f = t->factor;
  leon_pool_slice(t->batch * t->height, 1, part, parts, &from, &to);
  for (size_t r = from; r < to; r++) {
    for (size_t q = 0; q < w; q++) {
      for (size_t i = 0; i < f; i++) {
        memcpy(t->y + ((r * w + q) * f + i) * f * c, t->x + ((r * f + i) * w * f + q * f) * c,
               f * c * sizeof(float));
      }
    }
  }
}

void leon_pixel_shuffle(leon_pool *pool, size_t batch, size_t height, size_t width, size_t c,
                        size_t factor, const float *x, float *y) {
  picture t = {batch, height, width, c, factor, 0, x, y};
  leon_pool_run(pool, shuffle_part, &t);
}

void leon_pixel_unshuffle(leon_pool *pool, size_t batch, size_t height, size_t width, size_t c,
                          size_t factor, const float *x, float *y) {
  picture t = {batch, height, width, c, factor, 0, x, y};
  leon_pool_run(pool, unshuffle_part, &t);
}
