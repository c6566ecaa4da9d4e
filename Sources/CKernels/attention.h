#ifndef LEON_ATTENTION_H
#define LEON_ATTENTION_H
/* What the attention kernels of both precisions share; inside this folder only. */
#include "share.h"
#include "simd.h"

typedef struct {
  size_t documents, heads, d, longest;
  const int32_t *offsets;
  const float *q, *k, *v, *dy, *p_in;
  float *y, *p, *dq, *dk, *dv;
  work_share pairs; /* of a document and a head */
} attention;

static inline attention attention_over(size_t documents, const int32_t *offsets, size_t heads,
                                       size_t d, const float *q, const float *k, const float *v) {
  attention a = {.documents = documents, .heads = heads, .d = d, .offsets = offsets};
  a.q = q, a.k = k, a.v = v;
  a.pairs = (work_share){.count = documents * heads, .grain = 1, .most = 1};
  for (size_t i = 0; i < documents; i++) {
    size_t t = (size_t)(offsets[i + 1] - offsets[i]);
    a.longest = t > a.longest ? t : a.longest;
  }
  return a;
}

/* A document and a head: the first row, the number of rows, where the head begins in a row's floats
 * and where the pair's block of probabilities begins. */
typedef struct {
  size_t first, t, at, p;
} attention_head;

static inline attention_head head_at(const attention *a, size_t pair) {
  attention_head h = {0};
  size_t document = pair / a->heads, head = pair % a->heads;
  for (size_t i = 0; i <= document; i++) {
    h.first = (size_t)a->offsets[i];
    h.t = (size_t)(a->offsets[i + 1] - a->offsets[i]);
    h.p += h.t * h.t * (i < document ? a->heads : head);
  }
  h.at = h.first * a->heads * a->d + head * a->d;
  return h;
}

/* Softmax of row `i` of scores over columns 0 ... i, zero behind up to `width`. */
static inline __attribute__((always_inline)) void causal_row(float *s, size_t i, size_t width,
                                                             float scale) {
#pragma clang fp contract(fast) reassociate(on)
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

/* ds = scale p (dp - sum(dp p)) over columns 0 ... i, in the place of dp; zero behind. */
static inline __attribute__((always_inline)) void causal_slope(float *s, const float *p, size_t i,
                                                               size_t width, float scale) {
#pragma clang fp contract(fast) reassociate(on)
  float dot = 0;
  for (size_t j = 0; j <= i; j++) dot += s[j] * p[j];
  for (size_t j = 0; j <= i; j++) s[j] = scale * p[j] * (s[j] - dot);
  for (size_t j = i + 1; j < width; j++) s[j] = 0;
}
#endif
