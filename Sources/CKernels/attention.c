/* Causal attention for training, forward and backward, by small products: one document and head at
 * a time, query rows in blocks, so that keys after the block's last row are never touched.
 *
 *   S = q k' / sqrt(D)   P = softmax(S)   y = P v
 *   dP = dy v'   dS = P (dP - rowsum(dP P))   dq = dS k / sqrt(D)   dk = dS' q / sqrt(D)   dv = P' dy */
#include "softmax.h"
#include "cblas.h"
#include "simd.h"
#pragma clang fp contract(fast) reassociate(on)

enum { block = 64 };

typedef struct {
  leon_sgemm sgemm;
  size_t documents, heads, d, longest;
  const int32_t *offsets;
  const float *q, *k, *v, *dy, *p_in;
  float *y, *p, *dq, *dk, *dv, *scratch;
} attention;

size_t leon_attention_floats(size_t documents, const int32_t *offsets, size_t heads) {
  size_t n = 0;
  for (size_t i = 0; i < documents; i++) {
    size_t t = (size_t)(offsets[i + 1] - offsets[i]);
    n += t * t * heads;
  }
  return n;
}

/* Softmax of row `i` of a block over columns 0 ... i, zero behind. */
static inline __attribute__((always_inline)) void causal_row(float *s, size_t i, size_t width,
                                                             float scale) {
  float most = s[0], sum = 0;
  for (size_t j = 1; j <= i; j++) most = s[j] > most ? s[j] : most;
  for (size_t j = 0; j <= i; j++) {
    float e = leon_exp((s[j] - most) * scale);
    s[j] = e;
    sum += e;
  }
  float inverse = 1.0f / sum;
  for (size_t j = 0; j <= i; j++) s[j] *= inverse;
  for (size_t j = i + 1; j < width; j++) s[j] = 0;
}

/* Calls `body` for the (document, head) pairs of this part; `p` is where the pair's block begins. */
#define EACH_HEAD(body)                                                              \
  size_t pair = 0, p = 0;                                                            \
  for (size_t doc = 0; doc < a->documents; doc++) {                                  \
    size_t first = (size_t)a->offsets[doc];                                          \
    size_t t = (size_t)(a->offsets[doc + 1] - a->offsets[doc]);                      \
    for (size_t h = 0; h < a->heads; h++, pair++, p += t * t) {                      \
      if (pair % (size_t)parts != (size_t)part) continue;                            \
      body;                                                                          \
    }                                                                                \
  }

LEON_CLONES static void forward_head(const attention *a, size_t first, size_t t, size_t h,
                                     float *p) {
  size_t c = a->heads * a->d, at = first * c + h * a->d;
  float scale = 1.0f / sqrtf((float)a->d);
  for (size_t r = 0; r < t; r += block) {
    size_t n = t - r < block ? t - r : block, width = r + n;
    leon_call_sgemm(a->sgemm, 0, 1, n, width, a->d, a->q + at + r * c, c, a->k + at, c, 0,
                    p + r * t, t);
    for (size_t i = 0; i < n; i++) causal_row(p + (r + i) * t, r + i, width, scale);
    leon_call_sgemm(a->sgemm, 0, 0, n, a->d, width, p + r * t, t, a->v + at, c, 0,
                    a->y + at + r * c, c);
  }
}

static void forward_part(void *context, int part, int parts) {
  const attention *a = context;
  EACH_HEAD(forward_head(a, first, t, h, a->p + p))
}

void leon_attention_forward(leon_pool *pool, leon_sgemm sgemm, size_t documents,
                            const int32_t *offsets, size_t heads, size_t head_width, const float *q,
                            const float *k, const float *v, float *y, float *probabilities) {
  attention a = {.sgemm = sgemm, .documents = documents, .heads = heads, .d = head_width};
  a.offsets = offsets, a.q = q, a.k = k, a.v = v, a.y = y, a.p = probabilities;
  leon_pool_run(pool, forward_part, &a);
}

LEON_CLONES static void backward_head(const attention *a, size_t first, size_t t, size_t h,
                                      const float *p, float *ds) {
  size_t c = a->heads * a->d, at = first * c + h * a->d;
  float scale = 1.0f / sqrtf((float)a->d);
  for (size_t r = 0; r < t; r += block) {
    size_t n = t - r < block ? t - r : block, width = r + n;
    const float *pr = p + r * t, *dy = a->dy + at + r * c;
    leon_call_sgemm(a->sgemm, 0, 1, n, width, a->d, dy, c, a->v + at, c, 0, ds, width);
    for (size_t i = 0; i < n; i++) {
      float dot = 0, *s = ds + i * width;
      const float *row = pr + i * t;
      for (size_t j = 0; j <= r + i; j++) dot += s[j] * row[j];
      for (size_t j = 0; j <= r + i; j++) s[j] = scale * row[j] * (s[j] - dot);
      for (size_t j = r + i + 1; j < width; j++) s[j] = 0;
    }
    float beta = r == 0 ? 0 : 1;
    leon_call_sgemm(a->sgemm, 0, 0, n, a->d, width, ds, width, a->k + at, c, 0,
                    a->dq + at + r * c, c);
    /* Rows of dk and dv beyond this block's width are first met, and so set, by a later block. */
    if (r > 0) {
      leon_call_sgemm(a->sgemm, 1, 0, r, a->d, n, ds, width, a->q + at + r * c, c, beta, a->dk + at,
                      c);
      leon_call_sgemm(a->sgemm, 1, 0, r, a->d, n, pr, t, dy, c, beta, a->dv + at, c);
    }
    leon_call_sgemm(a->sgemm, 1, 0, n, a->d, n, ds + r, width, a->q + at + r * c, c, 0,
                    a->dk + at + r * c, c);
    leon_call_sgemm(a->sgemm, 1, 0, n, a->d, n, pr + r, t, dy, c, 0, a->dv + at + r * c, c);
  }
}

static void backward_part(void *context, int part, int parts) {
  const attention *a = context;
  float *ds = a->scratch + (size_t)part * a->longest * block;
  EACH_HEAD(backward_head(a, first, t, h, a->p_in + p, ds))
}

void leon_attention_backward(leon_pool *pool, leon_sgemm sgemm, size_t documents,
                             const int32_t *offsets, size_t heads, size_t head_width,
                             const float *q, const float *k, const float *v,
                             const float *probabilities, const float *dy, float *dq, float *dk,
                             float *dv, float *scratch) {
  attention a = {.sgemm = sgemm, .documents = documents, .heads = heads, .d = head_width};
  a.offsets = offsets, a.q = q, a.k = k, a.v = v, a.p_in = probabilities, a.dy = dy;
  a.dq = dq, a.dk = dk, a.dv = dv, a.scratch = scratch;
  for (size_t i = 0; i < documents; i++) {
    size_t t = (size_t)(offsets[i + 1] - offsets[i]);
    a.longest = t > a.longest ? t : a.longest;
  }
  leon_pool_run(pool, backward_part, &a);
}
