/* 3x3 convolution with stride 2, padded by one at the right and at the bottom: im2col in blocks of
 * output pixels that stay in cache, then one product a block. */
#include "convolution.h"
#include "cblas.h"
#include "simd.h"

enum { block = 128 };

typedef struct {
  leon_sgemm sgemm;
  size_t batch, height, width, in, out;
  const float *x, *w, *bias, *dy;
  float *y, *dx, *dw, *dbias, *scratch;
} conv;

static size_t thread_floats(size_t in, size_t out) { return block * 9 * in + 9 * in * out + out; }

size_t leon_im2col_scratch(int threads, size_t in, size_t out) {
  return thread_floats(in, out) * (size_t)threads;
}

/* Input pixel of tap (r, q) of output pixel p, or NULL in the padding. */
static const float *tap_of(const conv *t, const float *x, size_t p, size_t r, size_t q) {
  size_t h = t->height / 2, w = t->width / 2;
  size_t b = p / (h * w), y = p / w % h * 2 + r, xx = p % w * 2 + q;
  if (y >= t->height || xx >= t->width) return NULL;
  return x + ((b * t->height + y) * t->width + xx) * t->in;
}

static void gather(const conv *t, size_t start, size_t n, float *columns) {
  for (size_t i = 0; i < n; i++) {
    for (size_t tap = 0; tap < 9; tap++) {
      float *to = columns + (i * 9 + tap) * t->in;
      const float *from = tap_of(t, t->x, start + i, tap / 3, tap % 3);
      if (from) {
        memcpy(to, from, t->in * sizeof(float));
      } else {
        memset(to, 0, t->in * sizeof(float));
      }
    }
  }
}

static size_t outputs(const conv *t) { return t->batch * (t->height / 2) * (t->width / 2); }

static void forward_part(void *context, int part, int parts) {
  const conv *t = context;
  float *columns = t->scratch + (size_t)part * thread_floats(t->in, t->out);
  size_t from, to;
  leon_pool_slice(outputs(t), 8, part, parts, &from, &to);
  for (size_t start = from; start < to; start += block) {
    size_t n = to - start < block ? to - start : block;
    gather(t, start, n, columns);
    float *y = t->y + start * t->out;
    for (size_t i = 0; i < n; i++) {
      for (size_t c = 0; c < t->out; c++) y[i * t->out + c] = t->bias ? t->bias[c] : 0;
    }
    leon_call_sgemm(t->sgemm, 0, 0, n, t->out, 9 * t->in, columns, 9 * t->in, t->w, t->out, 1, y,
                    t->out);
  }
}

void leon_stride2_forward(leon_pool *pool, leon_sgemm sgemm, size_t batch, size_t height,
                          size_t width, size_t in, size_t out, const float *x, const float *w,
                          const float *bias, float *y, float *scratch) {
  conv t = {.sgemm = sgemm, .batch = batch, .height = height, .width = width, .in = in, .out = out};
  t.x = x, t.w = w, t.bias = bias, t.y = y, t.scratch = scratch;
  leon_pool_run(pool, forward_part, &t);
}

/* Whole pictures a thread, since neighbouring outputs add to the same input. */
static void input_part(void *context, int part, int parts) {
  const conv *t = context;
  float *columns = t->scratch + (size_t)part * thread_floats(t->in, t->out);
  size_t picture = (t->height / 2) * (t->width / 2), first, last;
  leon_pool_slice(t->batch, 1, part, parts, &first, &last);
  for (size_t start = first * picture; start < last * picture; start += block) {
    size_t n = last * picture - start < block ? last * picture - start : block;
    leon_call_sgemm(t->sgemm, 0, 1, n, 9 * t->in, t->out, t->dy + start * t->out, t->out, t->w,
                    t->out, 0, columns, 9 * t->in);
    for (size_t i = 0; i < n; i++) {
      for (size_t tap = 0; tap < 9; tap++) {
        const float *where = tap_of(t, t->dx, start + i, tap / 3, tap % 3);
        if (!where) continue;
        float *to = t->dx + (where - t->dx);
        const float *from = columns + (i * 9 + tap) * t->in;
        for (size_t c = 0; c < t->in; c++) to[c] += from[c];
      }
    }
  }
}

void leon_stride2_backward_input(leon_pool *pool, leon_sgemm sgemm, size_t batch, size_t height,
                                 size_t width, size_t in, size_t out, const float *dy,
                                 const float *w, float *dx, float *scratch) {
  conv t = {.sgemm = sgemm, .batch = batch, .height = height, .width = width, .in = in, .out = out};
  t.dy = dy, t.w = w, t.dx = dx, t.scratch = scratch;
  leon_pool_run(pool, input_part, &t);
}

static void weights_part(void *context, int part, int parts) {
  const conv *t = context;
  float *columns = t->scratch + (size_t)part * thread_floats(t->in, t->out);
  float *dw = columns + block * 9 * t->in, *dbias = dw + 9 * t->in * t->out;
  memset(dw, 0, sizeof(float) * (9 * t->in * t->out + t->out));
  size_t from, to;
  leon_pool_slice(outputs(t), 8, part, parts, &from, &to);
  for (size_t start = from; start < to; start += block) {
    size_t n = to - start < block ? to - start : block;
    const float *dy = t->dy + start * t->out;
    gather(t, start, n, columns);
    leon_call_sgemm(t->sgemm, 1, 0, 9 * t->in, t->out, n, columns, 9 * t->in, dy, t->out, 1, dw,
                    t->out);
    for (size_t i = 0; i < n; i++) {
      for (size_t c = 0; c < t->out; c++) dbias[c] += dy[i * t->out + c];
    }
  }
}

void leon_stride2_backward_weights(leon_pool *pool, leon_sgemm sgemm, size_t batch, size_t height,
                                   size_t width, size_t in, size_t out, const float *x,
                                   const float *dy, float *dw, float *dbias, float *scratch) {
  conv t = {.sgemm = sgemm, .batch = batch, .height = height, .width = width, .in = in, .out = out};
  t.x = x, t.dy = dy, t.scratch = scratch;
  leon_pool_run(pool, weights_part, &t);
  for (int part = 0; part < leon_pool_threads(pool); part++) {
    const float *from = scratch + (size_t)part * thread_floats(in, out) + block * 9 * in;
    for (size_t i = 0; i < 9 * in * out; i++) dw[i] += from[i];
    for (size_t c = 0; dbias && c < out; c++) dbias[c] += from[9 * in * out + c];
  }
}
