/* Winograd F(4x4, 3x3): a 3x3 convolution by tiles of 4x4 outputs.
 *
 *   U = G w G'   [36, I, O]        V = B' d B   [36, tiles, I]      (d: 6x6 inputs around a tile)
 *   M = V U      [36, tiles, O]    y = A' M A   [4, 4]
 *
 * 36 products of matrices instead of 9 x 16 multiplications a tile: a quarter. The gradients stay in
 * the same domain: dM = A dy A', dU = V' dM, dw = G' dU G; and dx is a forward pass with the weights
 * flipped and transposed. A thread takes blocks of `block` tiles, so that V and M stay in cache. */
#include "convolution.h"
#include "cblas.h"
#include "simd.h"
#include <stdlib.h>
#pragma clang fp contract(fast)

/* `skew` keeps the 36 planes of V and M out of the same cache sets. */
enum { block = 48, taps = 36, panel = 16, strip = 6, skew = 16 };

typedef struct {
  leon_sgemm sgemm;
  size_t batch, height, width, in, out; /* in, out: channels of this pass */
  const float *x, *w, *bias, *dy;
  float *y, *dw, *dbias;
  float *u;       /* packed [36, out/16, in, 16] forward; [36, in, out] a thread in backward */
  float *threads; /* a thread's V and M */
  size_t tiles_x, tiles_y;
  int accumulate, flip;
} conv;

static inline size_t padded(size_t n) { return (n + panel - 1) / panel * panel; }

static size_t thread_floats(size_t in, size_t out) {
  return taps * (block * (padded(in) + padded(out)) + 2 * skew);
}

size_t leon_winograd_scratch(int threads, size_t in, size_t out) {
  size_t u = taps * padded(in) * padded(out);
  return u * (size_t)(threads + 1) + thread_floats(in, out) * (size_t)threads;
}

/* One dimension of G w: three values to six, for `panel` output channels. */
static inline __attribute__((always_inline)) void weight_rows(const float *restrict g, size_t gs,
                                                              float *restrict o, size_t os) {
  for (size_t c = 0; c < panel; c++) {
    float g0 = g[c], g1 = g[gs + c], g2 = g[2 * gs + c];
    float sum = g0 + g2, sum4 = g0 + 4 * g2, twice = 2 * g1;
    o[c] = 0.25f * g0;
    o[os + c] = (-1.0f / 6) * (sum + g1);
    o[2 * os + c] = (-1.0f / 6) * (sum - g1);
    o[3 * os + c] = (1.0f / 24) * (sum4 + twice);
    o[4 * os + c] = (1.0f / 24) * (sum4 - twice);
    o[5 * os + c] = g2;
  }
}

/* Packs U as panels of 16 output channels. `flip` reads w [3, 3, out, in] turned by 180 degrees. */
LEON_CLONES static void pack_part(void *context, int part, int parts) {
  const conv *t = context;
  size_t from, to, panels = padded(t->out) / panel;
  leon_pool_slice(panels * t->in, 1, part, parts, &from, &to);
  for (size_t at = from; at < to; at++) {
    size_t p = at / t->in, i = at % t->in;
    float g[9 * panel] = {0}, half[18 * panel], u[taps * panel];
    for (size_t j = 0; j < panel && p * panel + j < t->out; j++) {
      for (size_t tap = 0; tap < 9; tap++) {
        size_t o = p * panel + j;
        g[tap * panel + j] = t->flip ? t->w[((8 - tap) * t->out + o) * t->in + i]
                                     : t->w[(tap * t->in + i) * t->out + o];
      }
    }
    for (size_t q = 0; q < 3; q++) weight_rows(g + q * panel, 3 * panel, half + q * panel, 3 * panel);
    for (size_t r = 0; r < 6; r++) weight_rows(half + r * 3 * panel, panel, u + r * 6 * panel, panel);
    for (size_t k = 0; k < taps; k++) {
      memcpy(t->u + ((k * panels + p) * t->in + i) * panel, u + k * panel, sizeof(float) * panel);
    }
  }
}

/* One dimension of B' d: six values to six, over `n` channels; strides in floats. */
static inline __attribute__((always_inline)) void input_rows(const float *restrict d, size_t ds,
                                                             float *restrict o, size_t os,
                                                             size_t n) {
  for (size_t c = 0; c < n; c++) {
    float d0 = d[c], d1 = d[ds + c], d2 = d[2 * ds + c], d3 = d[3 * ds + c], d4 = d[4 * ds + c],
          d5 = d[5 * ds + c];
    float a = d4 - 4 * d2, b = d3 - 4 * d1, e = d4 - d2, f = 2 * (d3 - d1);
    o[c] = 4 * d0 - 5 * d2 + d4;
    o[os + c] = a + b;
    o[2 * os + c] = a - b;
    o[3 * os + c] = e + f;
    o[4 * os + c] = e - f;
    o[5 * os + c] = 4 * d1 - 5 * d3 + d5;
  }
}

/* One dimension of A' m: six values to four. */
static inline __attribute__((always_inline)) void output_rows(const float *restrict m, size_t ms,
                                                              float *restrict o, size_t os,
                                                              size_t n) {
  for (size_t c = 0; c < n; c++) {
    float p = m[ms + c] + m[2 * ms + c], q = m[ms + c] - m[2 * ms + c];
    float r = m[3 * ms + c] + m[4 * ms + c], s = m[3 * ms + c] - m[4 * ms + c];
    o[c] = m[c] + p + r;
    o[os + c] = q + 2 * s;
    o[2 * os + c] = p + 4 * r;
    o[3 * os + c] = q + 8 * s + m[5 * ms + c];
  }
}

/* One dimension of A y: four values to six. */
static inline __attribute__((always_inline)) void gradient_rows(const float *restrict y, size_t ys,
                                                                float *restrict o, size_t os,
                                                                size_t n) {
  for (size_t c = 0; c < n; c++) {
    float y0 = y[c], y1 = y[ys + c], y2 = y[2 * ys + c], y3 = y[3 * ys + c];
    float p = y0 + y2, q = y1 + y3, r = y0 + 4 * y2, s = 2 * y1 + 8 * y3;
    o[c] = y0;
    o[os + c] = p + q;
    o[2 * os + c] = p - q;
    o[3 * os + c] = r + s;
    o[4 * os + c] = r - s;
    o[5 * os + c] = y3;
  }
}

enum { lanes = 16 }; /* channels transformed at once: a tile's 36 values of them stay in L1 */

static inline __attribute__((always_inline)) void locate(const conv *t, size_t tile, size_t *b,
                                                         size_t *ty, size_t *tx) {
  *b = tile / (t->tiles_y * t->tiles_x);
  *ty = tile / t->tiles_x % t->tiles_y;
  *tx = tile % t->tiles_x;
}

/* V of one tile: reads 6x6 inputs (zero outside), writes v[k * stride + channel]. */
static inline __attribute__((always_inline)) void input_tile(const conv *t, size_t tile,
                                                             size_t channels, const float *x,
                                                             float *v, size_t stride) {
  size_t b, ty, tx;
  locate(t, tile, &b, &ty, &tx);
  for (size_t c0 = 0; c0 < channels; c0 += lanes) {
    size_t n = channels - c0 < lanes ? channels - c0 : lanes;
    float d[36 * lanes], e[36 * lanes];
    for (int r = 0; r < 6; r++) {
      long y = (long)(ty * 4) + r - 1;
      for (int q = 0; q < 6; q++) {
        long xx = (long)(tx * 4) + q - 1;
        float *to = d + (r * 6 + q) * lanes;
        if (y < 0 || xx < 0 || y >= (long)t->height || xx >= (long)t->width) {
          memset(to, 0, sizeof(float) * lanes);
          continue;
        }
        const float *from = x + ((b * t->height + (size_t)y) * t->width + (size_t)xx) * channels + c0;
        if (n == lanes) {
          memcpy(to, from, sizeof(float) * lanes);
        } else {
          memset(to, 0, sizeof(float) * lanes);
          memcpy(to, from, sizeof(float) * n);
        }
      }
    }
    for (int q = 0; q < 6; q++) input_rows(d + q * lanes, 6 * lanes, e + q * lanes, 6 * lanes, lanes);
    for (int r = 0; r < 6; r++) input_rows(e + r * 6 * lanes, lanes, d + r * 6 * lanes, lanes, lanes);
    for (int k = 0; k < taps; k++) {
      if (n == lanes) {
        memcpy(v + (size_t)k * stride + c0, d + k * lanes, sizeof(float) * lanes);
      } else {
        memcpy(v + (size_t)k * stride + c0, d + k * lanes, sizeof(float) * n);
      }
    }
  }
}

static inline __attribute__((always_inline)) void output_tile(const conv *t, size_t tile,
                                                              const float *m, size_t stride) {
  size_t b, ty, tx;
  locate(t, tile, &b, &ty, &tx);
  for (size_t c0 = 0; c0 < t->out; c0 += lanes) {
    size_t n = t->out - c0 < lanes ? t->out - c0 : lanes;
    float d[36 * lanes], e[36 * lanes];
    for (int k = 0; k < taps; k++) memcpy(d + k * lanes, m + (size_t)k * stride + c0, sizeof(float) * lanes);
    for (int q = 0; q < 6; q++) output_rows(d + q * lanes, 6 * lanes, e + q * lanes, 6 * lanes, lanes);
    for (int r = 0; r < 4; r++) output_rows(e + r * 6 * lanes, lanes, d + r * 4 * lanes, lanes, lanes);
    for (size_t r = 0; r < 4 && ty * 4 + r < t->height; r++) {
      for (size_t q = 0; q < 4 && tx * 4 + q < t->width; q++) {
        float *to = t->y + ((b * t->height + ty * 4 + r) * t->width + tx * 4 + q) * t->out + c0;
        const float *from = d + (r * 4 + q) * lanes;
        if (t->accumulate) {
          for (size_t c = 0; c < n; c++) to[c] += from[c];
        } else if (t->bias) {
          for (size_t c = 0; c < n; c++) to[c] = from[c] + t->bias[c0 + c];
        } else {
          for (size_t c = 0; c < n; c++) to[c] = from[c];
        }
      }
    }
  }
}

/* c [rows, 16 a panel] = a [rows, k] panels [k, 16]; six rows at a time keep twelve sums in registers. */
static inline __attribute__((always_inline)) void panel_rows(size_t rows, size_t k, const float *a,
                                                             size_t lda, const float *b, float *c,
                                                             size_t ldc) {
  typedef float vec __attribute__((vector_size(32), aligned(4)));
  vec s[strip][2];
  for (size_t r = 0; r < rows; r++) s[r][0] = s[r][1] = (vec){0};
  for (size_t i = 0; i < k; i++) {
    vec b0 = *(const vec *)(b + i * panel), b1 = *(const vec *)(b + i * panel + 8);
    for (size_t r = 0; r < rows; r++) {
      float v = a[r * lda + i];
      vec value = {v, v, v, v, v, v, v, v};
      s[r][0] += value * b0;
      s[r][1] += value * b1;
    }
  }
  for (size_t r = 0; r < rows; r++) {
    *(vec *)(c + r * ldc) = s[r][0];
    *(vec *)(c + r * ldc + 8) = s[r][1];
  }
}

static inline __attribute__((always_inline)) void panels_multiply(size_t rows, size_t n, size_t k,
                                                                  const float *a, size_t lda,
                                                                  const float *u, float *c,
                                                                  size_t ldc) {
  for (size_t p = 0; p < n; p += panel) {
    const float *b = u + p * k;
    size_t r = 0;
    for (; r + strip <= rows; r += strip) panel_rows(strip, k, a + r * lda, lda, b, c + r * ldc + p, ldc);
    for (; r < rows; r++) panel_rows(1, k, a + r * lda, lda, b, c + r * ldc + p, ldc);
  }
}

LEON_CLONES static void forward_part(void *context, int part, int parts) {
  const conv *t = context;
  size_t tiles = t->batch * t->tiles_y * t->tiles_x, from, to;
  leon_pool_slice(tiles, strip, part, parts, &from, &to);
  size_t in = padded(t->in), out = padded(t->out);
  float *v = t->threads + (size_t)part * thread_floats(t->in, t->out);
  size_t v_plane = block * in + skew, m_plane = block * out + skew;
  float *m = v + taps * v_plane;
  for (size_t start = from; start < to; start += block) {
    size_t n = to - start < block ? to - start : block;
    for (size_t i = 0; i < n; i++) input_tile(t, start + i, t->in, t->x, v + i * in, v_plane);
    for (size_t k = 0; k < taps; k++) {
      panels_multiply(n, out, t->in, v + k * v_plane, in, t->u + k * t->in * out,
                      m + k * m_plane, out);
    }
    for (size_t i = 0; i < n; i++) output_tile(t, start + i, m + i * out, m_plane);
  }
}

static conv prepare(size_t batch, size_t height, size_t width, size_t in, size_t out) {
  conv t = {.batch = batch, .height = height, .width = width, .in = in, .out = out};
  t.tiles_y = (height + 3) / 4;
  t.tiles_x = (width + 3) / 4;
  return t;
}

void leon_winograd_forward(leon_pool *pool, size_t batch, size_t height, size_t width, size_t in,
                           size_t out, const float *x, const float *w, const float *bias, float *y,
                           float *scratch) {
  conv t = prepare(batch, height, width, in, out);
  t.x = x, t.w = w, t.bias = bias, t.y = y, t.u = scratch;
  t.threads = scratch + taps * padded(in) * padded(out);
  leon_pool_run(pool, pack_part, &t);
  leon_pool_run(pool, forward_part, &t);
}

void leon_winograd_backward_input(leon_pool *pool, size_t batch, size_t height, size_t width,
                                  size_t in, size_t out, const float *dy, const float *w,
                                  int accumulate, float *dx, float *scratch) {
  conv t = prepare(batch, height, width, out, in);
  t.x = dy, t.w = w, t.y = dx, t.u = scratch, t.accumulate = accumulate, t.flip = 1;
  t.threads = scratch + taps * padded(in) * padded(out);
  leon_pool_run(pool, pack_part, &t);
  leon_pool_run(pool, forward_part, &t);
}

/* dM of one tile: A dy A', with zero where the tile sticks out. */
static inline __attribute__((always_inline)) void gradient_tile(const conv *t, size_t tile,
                                                                float *m, size_t stride) {
  size_t b, ty, tx;
  locate(t, tile, &b, &ty, &tx);
  for (size_t c0 = 0; c0 < t->out; c0 += lanes) {
    size_t n = t->out - c0 < lanes ? t->out - c0 : lanes;
    float d[36 * lanes], e[36 * lanes];
    for (size_t r = 0; r < 4; r++) {
      for (size_t q = 0; q < 4; q++) {
        float *to = d + (r * 4 + q) * lanes;
        memset(to, 0, sizeof(float) * lanes);
        size_t y = ty * 4 + r, x = tx * 4 + q;
        if (y >= t->height || x >= t->width) continue;
        memcpy(to, t->dy + ((b * t->height + y) * t->width + x) * t->out + c0, sizeof(float) * n);
      }
    }
    for (int q = 0; q < 4; q++) gradient_rows(d + q * lanes, 4 * lanes, e + q * lanes, 4 * lanes, lanes);
    for (int r = 0; r < 6; r++) gradient_rows(e + r * 4 * lanes, lanes, d + r * 6 * lanes, lanes, lanes);
    for (int k = 0; k < taps; k++) memcpy(m + (size_t)k * stride + c0, d + k * lanes, sizeof(float) * n);
  }
}

LEON_CLONES static void weights_part(void *context, int part, int parts) {
  const conv *t = context;
  size_t tiles = t->batch * t->tiles_y * t->tiles_x, from, to;
  leon_pool_slice(tiles, 1, part, parts, &from, &to);
  float *v = t->threads + (size_t)part * thread_floats(t->in, t->out);
  size_t v_plane = block * t->in + skew, m_plane = block * t->out + skew;
  float *m = v + taps * v_plane;
  float *u = t->u + (size_t)part * taps * t->in * t->out;
  memset(u, 0, sizeof(float) * taps * t->in * t->out);
  for (size_t start = from; start < to; start += block) {
    size_t n = to - start < block ? to - start : block;
    for (size_t i = 0; i < n; i++) {
      input_tile(t, start + i, t->in, t->x, v + i * t->in, v_plane);
      gradient_tile(t, start + i, m + i * t->out, m_plane);
    }
    for (size_t k = 0; k < taps; k++) {
      leon_call_sgemm(t->sgemm, 1, 0, t->in, t->out, n, v + k * v_plane, t->in,
                      m + k * m_plane, t->out, 1, u + k * t->in * t->out, t->out);
    }
  }
}

/* One dimension of G' u: six values to three, for `panel` weights. */
static inline __attribute__((always_inline)) void weight_gradient_rows(const float *restrict u,
                                                                       size_t us, float *restrict o,
                                                                       size_t os) {
  for (size_t c = 0; c < panel; c++) {
    float a = u[us + c] + u[2 * us + c], b = u[2 * us + c] - u[us + c];
    float d = u[3 * us + c] + u[4 * us + c], e = u[3 * us + c] - u[4 * us + c];
    o[c] = 0.25f * u[c] - (1.0f / 6) * a + (1.0f / 24) * d;
    o[os + c] = (1.0f / 6) * b + (1.0f / 12) * e;
    o[2 * os + c] = (1.0f / 6) * (d - a) + u[5 * us + c];
  }
}

/* dw += G' dU G over all threads' dU, and the sum of dy into the bias. */
LEON_CLONES static void weights_finish(void *context, int part, int parts) {
  const conv *t = context;
  size_t n = t->in * t->out, from, to;
  leon_pool_slice(n, panel, part, parts, &from, &to);
  for (size_t i = from; i < to; i += panel) {
    size_t count = to - i < panel ? to - i : panel;
    float u[taps * panel] = {0}, half[18 * panel], w[9 * panel];
    for (int thread = 0; thread < parts; thread++) {
      for (size_t k = 0; k < taps; k++) {
        const float *from_thread = t->u + ((size_t)thread * taps + k) * n + i;
        for (size_t c = 0; c < count; c++) u[k * panel + c] += from_thread[c];
      }
    }
    for (size_t q = 0; q < 6; q++) {
      weight_gradient_rows(u + q * panel, 6 * panel, half + q * panel, 6 * panel);
    }
    for (size_t r = 0; r < 3; r++) {
      weight_gradient_rows(half + r * 6 * panel, panel, w + r * 3 * panel, panel);
    }
    for (size_t tap = 0; tap < 9; tap++) {
      for (size_t c = 0; c < count; c++) t->dw[tap * n + i + c] += w[tap * panel + c];
    }
  }
  if (part != 0 || !t->dbias) return;
  for (size_t p = 0; p < t->batch * t->height * t->width; p++) {
    for (size_t c = 0; c < t->out; c++) t->dbias[c] += t->dy[p * t->out + c];
  }
}

void leon_winograd_backward_weights(leon_pool *pool, leon_sgemm sgemm, size_t batch, size_t height,
                                    size_t width, size_t in, size_t out, const float *x,
                                    const float *dy, float *dw, float *dbias, float *scratch) {
  conv t = prepare(batch, height, width, in, out);
  t.sgemm = sgemm, t.x = x, t.dy = dy, t.dw = dw, t.dbias = dbias, t.u = scratch;
  t.threads = scratch + taps * padded(in) * padded(out) * (size_t)leon_pool_threads(pool);
  leon_pool_run(pool, weights_part, &t);
  leon_pool_run(pool, weights_finish, &t);
}
