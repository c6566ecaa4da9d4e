/* Causal attention for training, forward and backward, by small products: one document and head at
 * a time, query rows in blocks, so that keys after the block's last row are never touched.
 *
 *   S = q k' / sqrt(D)   P = softmax(S)   y = P v
 *   dP = dy v'   dS = P (dP - rowsum(dP P))   dq = dS k / sqrt(D)   dk = dS' q / sqrt(D)   dv = P' dy */
#include "attention.h"
#include "cblas.h"
#include "softmax.h"

enum { block = 64 };

typedef struct {
  attention all;
  leon_sgemm sgemm;
  float *scratch;
} attention_fp32;

size_t leon_attention_floats(size_t documents, const int32_t *offsets, size_t heads) {
  size_t n = 0;
  for (size_t i = 0; i < documents; i++) {
    size_t t = (size_t)(offsets[i + 1] - offsets[i]);
    n += t * t * heads;
  }
  return n;
}

LEON_CLONES static void forward_head(const attention_fp32 *f, attention_head h) {
  const attention *a = &f->all;
  size_t c = a->heads * a->d, t = h.t;
  float scale = 1.0f / sqrtf((float)a->d), *p = a->p + h.p;
  for (size_t r = 0; r < t; r += block) {
    size_t n = t - r < block ? t - r : block, width = r + n;
    leon_call_sgemm(f->sgemm, 0, 1, n, width, a->d, a->q + h.at + r * c, c, a->k + h.at, c, 0,
                    p + r * t, t);
    for (size_t i = 0; i < n; i++) causal_row(p + (r + i) * t, r + i, width, scale);
    leon_call_sgemm(f->sgemm, 0, 0, n, a->d, width, p + r * t, t, a->v + h.at, c, 0,
                    a->y + h.at + r * c, c);
  }
}

static void forward_part(void *context, int part, int parts) {
  attention_fp32 *f = context;
  (void)part;
  for (size_t pair, end; take_share(&f->all.pairs, parts, &pair, &end);) {
    forward_head(f, head_at(&f->all, pair));
  }
}

void leon_attention_forward(leon_pool *pool, leon_sgemm sgemm, size_t documents,
                            const int32_t *offsets, size_t heads, size_t head_width, const float *q,
                            const float *k, const float *v, float *y, float *probabilities) {
  attention_fp32 f = {.sgemm = sgemm};
  f.all = attention_over(documents, offsets, heads, head_width, q, k, v);
  f.all.y = y, f.all.p = probabilities;
  leon_pool_run(pool, forward_part, &f);
}

LEON_CLONES static void backward_head(const attention_fp32 *f, attention_head h, float *ds) {
  const attention *a = &f->all;
  size_t c = a->heads * a->d, t = h.t;
  const float *q = a->q + h.at, *k = a->k + h.at, *v = a->v + h.at, *p = a->p_in + h.p;
  float scale = 1.0f / sqrtf((float)a->d), *dk = a->dk + h.at, *dv = a->dv + h.at;
  for (size_t r = 0; r < t; r += block) {
    size_t n = t - r < block ? t - r : block, width = r + n;
    const float *pr = p + r * t, *dy = a->dy + h.at + r * c, *qr = q + r * c;
    leon_call_sgemm(f->sgemm, 0, 1, n, width, a->d, dy, c, v, c, 0, ds, width);
    for (size_t i = 0; i < n; i++) {
      causal_slope(ds + i * width, pr + i * t, r + i, width, scale);
    }
    leon_call_sgemm(f->sgemm, 0, 0, n, a->d, width, ds, width, k, c, 0, a->dq + h.at + r * c, c);
    /* Rows of dk and dv before this block are added to; its own are met first here, and so set. */
    if (r > 0) {
      leon_call_sgemm(f->sgemm, 1, 0, r, a->d, n, ds, width, qr, c, 1, dk, c);
      leon_call_sgemm(f->sgemm, 1, 0, r, a->d, n, pr, t, dy, c, 1, dv, c);
    }
    leon_call_sgemm(f->sgemm, 1, 0, n, a->d, n, ds + r, width, qr, c, 0, dk + r * c, c);
    leon_call_sgemm(f->sgemm, 1, 0, n, a->d, n, pr + r, t, dy, c, 0, dv + r * c, c);
  }
}

size_t leon_attention_words(int parts, size_t longest) {
  return (size_t)parts * longest * block;
}

static void backward_part(void *context, int part, int parts) {
  attention_fp32 *f = context;
  float *ds = f->scratch + (size_t)part * f->all.longest * block;
  for (size_t pair, end; take_share(&f->all.pairs, parts, &pair, &end);) {
    backward_head(f, head_at(&f->all, pair), ds);
  }
}

void leon_attention_backward(leon_pool *pool, leon_sgemm sgemm, size_t documents,
                             const int32_t *offsets, size_t heads, size_t head_width,
                             const float *q, const float *k, const float *v,
                             const float *probabilities, const float *dy, float *dq, float *dk,
                             float *dv, uint32_t *workspace) {
  attention_fp32 f = {.sgemm = sgemm, .scratch = (float *)workspace};
  f.all = attention_over(documents, offsets, heads, head_width, q, k, v);
  f.all.p_in = probabilities, f.all.dy = dy, f.all.dq = dq, f.all.dk = dk, f.all.dv = dv;
  leon_pool_run(pool, backward_part, &f);
}
