#include "picture_loss.h"
#include "simd.h"
#include <stdlib.h>
#pragma clang fp contract(fast) reassociate(on)

enum { cell = 8, channels = 3 };

typedef struct {
  size_t batch, height, width;
  const float *y, *x, *weights;
  float *dy, *terms;
} loss;

static inline __attribute__((always_inline)) float sign(float v) {
  return (float)(v > 0) - (float)(v < 0);
}

/* Adds |d[i + step] - d[i]| over `n` floats to the sum, and its slope to both ends. */
static inline __attribute__((always_inline)) float edge(const float *d, float *g, size_t n,
                                                        size_t step, float slope) {
  float sum = 0;
  for (size_t i = 0; i < n; i++) sum += fabsf(d[i + step] - d[i]);
  for (size_t i = 0; i < n; i++) g[i + step] += slope * sign(d[i + step] - d[i]);
  for (size_t i = 0; i < n; i++) g[i] -= slope * sign(d[i + step] - d[i]);
  return sum;
}

static float colour(const loss *t, const float *d, float *g, float slope) {
  float total = 0;
  size_t w = t->width;
  for (size_t r = 0; r + cell <= t->height; r += cell) {
    for (size_t q = 0; q + cell <= w; q += cell) {
      for (size_t c = 0; c < channels; c++) {
        float mean = 0;
        for (size_t i = 0; i < cell; i++) {
          for (size_t j = 0; j < cell; j++) mean += d[((r + i) * w + q + j) * channels + c];
        }
        mean /= cell * cell;
        total += mean * mean;
        for (size_t i = 0; i < cell; i++) {
          for (size_t j = 0; j < cell; j++) g[((r + i) * w + q + j) * channels + c] += slope * mean;
        }
      }
    }
  }
  return total;
}

LEON_CLONES static void picture(const loss *t, size_t b, float *d) {
  size_t row = t->width * channels, n = t->height * row;
  const float *y = t->y + b * n, *x = t->x + b * n, *w = t->weights;
  float *g = t->dy + b * n, *terms = t->terms + b * 4, absolute = 0, square = 0, edges = 0;
  float each = 1.0f / (float)(n * t->batch);
  for (size_t i = 0; i < n; i++) {
    d[i] = y[i] - x[i];
    absolute += fabsf(d[i]);
    square += d[i] * d[i];
    g[i] = each * (w[0] * sign(d[i]) + 2 * w[1] * d[i]);
  }
  for (size_t r = 0; r < t->height; r++) {
    edges += edge(d + r * row, g + r * row, row - channels, channels, each * w[2]);
    if (r + 1 < t->height) edges += edge(d + r * row, g + r * row, row, row, each * w[2]);
  }
  size_t cells = (t->height / cell) * (t->width / cell) * channels;
  float slope = w[3] * 2 / (float)(cells * t->batch * cell * cell);
  terms[3] = colour(t, d, g, slope) / (float)cells;
  terms[0] = absolute / (float)n;
  terms[1] = square / (float)n;
  terms[2] = edges / (float)n;
}

static void loss_part(void *context, int part, int parts) {
  const loss *t = context;
  size_t from, to;
  leon_pool_slice(t->batch, 1, part, parts, &from, &to);
  float *d = malloc(sizeof(float) * (t->height * t->width * channels + 64));
  for (size_t b = from; b < to; b++) {
    if (d) {
      picture(t, b, d);
    } else { /* out of memory shows as a loss that is not a number, which stops training */
      t->terms[b * 4] = NAN;
    }
  }
  free(d);
}

void leon_picture_loss(leon_pool *pool, size_t batch, size_t height, size_t width, const float *y,
                       const float *x, const float weights[4], float *dy, float *terms) {
  loss t = {batch, height, width, y, x, weights, dy, terms};
  leon_pool_run(pool, loss_part, &t);
}
