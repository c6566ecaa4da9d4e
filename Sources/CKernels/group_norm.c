#include "normalization.h"
#include "simd.h"
#pragma clang fp contract(fast) reassociate(on)

/* Group norm over pictures [B, P, C] with the channels last, optionally through SiLU: whole pictures
 * a part. Sums run by channel first, since channels are what lies side by side. */
enum { most_channels = 2048 };

typedef struct {
  size_t batch, pixels, c, groups;
  float epsilon;
  int swish, accumulate;
  const float *x, *weight, *bias, *dy, *mean_in, *scale_in;
  float *y, *mean, *scale, *dx, *dweight, *dbias, *scratch;
} norm;

/* The affine map of each channel of picture b: y = x * a + s. */
static inline __attribute__((always_inline)) void channel_map(const norm *t, const float *mean,
                                                              const float *scale, float *a,
                                                              float *s) {
  size_t width = t->c / t->groups;
  for (size_t j = 0; j < t->c; j++) {
    a[j] = scale[j / width] * t->weight[j];
    s[j] = t->bias[j] - mean[j / width] * a[j];
  }
}

LEON_CLONES static void forward_part(void *context, int part, int parts) {
  const norm *t = context;
  size_t from, to, c = t->c, width = c / t->groups;
  float sum[most_channels], squares[most_channels];
  leon_pool_slice(t->batch, 1, part, parts, &from, &to);
  for (size_t b = from; b < to; b++) {
    const float *x = t->x + b * t->pixels * c;
    float *y = t->y + b * t->pixels * c, *mean = t->mean + b * t->groups;
    float *scale = t->scale + b * t->groups;
    memset(sum, 0, c * sizeof *sum);
    memset(squares, 0, c * sizeof *squares);
    for (size_t p = 0; p < t->pixels; p++) {
      for (size_t j = 0; j < c; j++) {
        float v = x[p * c + j];
        sum[j] += v;
        squares[j] += v * v;
      }
    }
    for (size_t g = 0; g < t->groups; g++) {
      double s = 0, q = 0, n = (double)(width * t->pixels);
      for (size_t j = g * width; j < (g + 1) * width; j++) s += sum[j], q += squares[j];
      double variance = q / n - s / n * (s / n);
      mean[g] = (float)(s / n);
      scale[g] = (float)(1.0 / sqrt((variance > 0 ? variance : 0) + t->epsilon));
    }
    channel_map(t, mean, scale, sum, squares);
    for (size_t p = 0; p < t->pixels; p++) {
      const float *row = x + p * c;
      float *out = y + p * c;
      if (t->swish) {
        for (size_t j = 0; j < c; j++) {
          float v = row[j] * sum[j] + squares[j];
          out[j] = v * leon_sigmoid(v);
        }
      } else {
        for (size_t j = 0; j < c; j++) out[j] = row[j] * sum[j] + squares[j];
      }
    }
  }
}

void leon_group_norm_forward(leon_pool *pool, size_t batch, size_t pixels, size_t c, size_t groups,
                             float epsilon, int swish, const float *x, const float *weight,
                             const float *bias, float *y, float *mean, float *scale) {
  norm t = {.batch = batch, .pixels = pixels, .c = c, .groups = groups, .epsilon = epsilon};
  t.swish = swish, t.x = x, t.weight = weight, t.bias = bias;
  t.y = y, t.mean = mean, t.scale = scale;
  leon_pool_run(pool, forward_part, &t);
}

/* The gradient in front of SiLU: d silu(v) = s (1 + v (1 - s)). */
static inline __attribute__((always_inline)) float swish_slope(float v) {
  float s = leon_sigmoid(v);
  return s * (1.0f + v * (1.0f - s));
}

LEON_CLONES static void backward_part(void *context, int part, int parts) {
  const norm *t = context;
  size_t from, to, c = t->c, width = c / t->groups;
  float a[most_channels], s[most_channels], k0[most_channels], k1[most_channels];
  leon_pool_slice(t->batch, 1, part, parts, &from, &to);
  for (size_t b = from; b < to; b++) {
    const float *x = t->x + b * t->pixels * c, *dy = t->dy + b * t->pixels * c;
    const float *mean = t->mean_in + b * t->groups, *scale = t->scale_in + b * t->groups;
    float *dx = t->dx + b * t->pixels * c;
    float *dsum = t->scratch + b * 2 * c, *ddot = dsum + c; /* by channel: sum g, sum g x */
    channel_map(t, mean, scale, a, s);
    memset(dsum, 0, 2 * c * sizeof *dsum);
    for (size_t p = 0; p < t->pixels; p++) {
      for (size_t j = 0; j < c; j++) {
        float v = x[p * c + j], g = dy[p * c + j];
        if (t->swish) g *= swish_slope(v * a[j] + s[j]);
        dsum[j] += g;
        ddot[j] += g * v;
      }
    }
    /* ddot becomes sum g xhat; then dx = a g - k1 x - k0 by channel. */
    for (size_t g = 0; g < t->groups; g++) {
      float sum = 0, dot = 0, n = (float)(width * t->pixels);
      for (size_t j = g * width; j < (g + 1) * width; j++) {
        ddot[j] = (ddot[j] - mean[g] * dsum[j]) * scale[g];
        sum += dsum[j] * t->weight[j];
        dot += ddot[j] * t->weight[j];
      }
      for (size_t j = g * width; j < (g + 1) * width; j++) {
        k1[j] = scale[g] * scale[g] * dot / n;
        k0[j] = scale[g] * sum / n - mean[g] * k1[j];
      }
    }
    for (size_t p = 0; p < t->pixels; p++) {
      const float *xr = x + p * c, *gr = dy + p * c;
      float *out = dx + p * c;
      if (t->accumulate) {
        for (size_t j = 0; j < c; j++) {
          float g = t->swish ? gr[j] * swish_slope(xr[j] * a[j] + s[j]) : gr[j];
          out[j] += a[j] * g - k1[j] * xr[j] - k0[j];
        }
      } else {
        for (size_t j = 0; j < c; j++) {
          float g = t->swish ? gr[j] * swish_slope(xr[j] * a[j] + s[j]) : gr[j];
          out[j] = a[j] * g - k1[j] * xr[j] - k0[j];
        }
      }
    }
  }
}

void leon_group_norm_backward(leon_pool *pool, size_t batch, size_t pixels, size_t c, size_t groups,
                              int swish, const float *x, const float *weight, const float *bias,
                              const float *mean, const float *scale, const float *dy,
                              int accumulate, float *dx, float *dweight, float *dbias,
                              float *scratch) {
  norm t = {.batch = batch, .pixels = pixels, .c = c, .groups = groups, .swish = swish};
  t.x = x, t.weight = weight, t.bias = bias, t.mean_in = mean, t.scale_in = scale, t.dy = dy;
  t.accumulate = accumulate, t.dx = dx, t.scratch = scratch;
  leon_pool_run(pool, backward_part, &t);
  for (size_t b = 0; b < batch; b++) {
    for (size_t j = 0; j < c; j++) {
      dbias[j] += scratch[b * 2 * c + j];
      dweight[j] += scratch[b * 2 * c + c + j];
    }
  }
}
