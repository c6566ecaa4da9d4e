#ifndef LEON_SOFTMAX_H
#define LEON_SOFTMAX_H
#include "matmul.h"
#include <stdint.h>

/* Rows [M, N]: y = softmax(x), maximum subtracted first; y may be x. */
void leon_softmax_forward(leon_pool *pool, size_t m, size_t n, const float *x, float *y);
/* dx (+)= y (dy - sum(dy y)) */
void leon_softmax_backward(leon_pool *pool, size_t m, size_t n, const float *y, const float *dy,
                           int accumulate, float *dx);
/* losses [M] = -log softmax(logits [M, N])[targets], 0 where the target is negative. With `gradient`
 * not NULL (may be `logits`): gradient = (softmax - one hot) scale, 0 where the target is negative. */
void leon_cross_entropy(leon_pool *pool, size_t m, size_t n, const float *logits,
                        const int32_t *targets, float scale, float *losses, float *gradient);

/* Causal attention over packed documents: q, k, v, y [N, H, D], document d in rows
 * offsets[d] ..< offsets[d + 1]; y = softmax(q k' / sqrt(D)) v, a row sees its document up to itself.
 * `probabilities` keeps, for document d and head h, a [T, T] block; leon_attention_floats() of them.
 * The parts take a document's heads as they get free. */
size_t leon_attention_floats(size_t documents, const int32_t *offsets, size_t heads);
void leon_attention_forward(leon_pool *pool, leon_sgemm sgemm, size_t documents,
                            const int32_t *offsets, size_t heads, size_t head_width, const float *q,
                            const float *k, const float *v, float *y, float *probabilities);
/* dq, dk, dv are written; `workspace`: leon_attention_words() words, aligned to 64 bytes. */
size_t leon_attention_words(int parts, size_t longest);
void leon_attention_backward(leon_pool *pool, leon_sgemm sgemm, size_t documents,
                             const int32_t *offsets, size_t heads, size_t head_width,
                             const float *q, const float *k, const float *v,
                             const float *probabilities, const float *dy, float *dq, float *dk,
                             float *dv, uint32_t *workspace);

/* The same with products over numbers rounded to bf16; `level` as in leon_matmul_bf16().
 * `workspace`: leon_attention_bf16_words() words, aligned to 64 bytes. */
size_t leon_attention_bf16_words(int parts, size_t longest, size_t head_width);
void leon_attention_bf16_forward(leon_pool *pool, int level, size_t documents,
                                 const int32_t *offsets, size_t heads, size_t head_width,
                                 const float *q, const float *k, const float *v, float *y,
                                 float *probabilities, uint32_t *workspace);
void leon_attention_bf16_backward(leon_pool *pool, int level, size_t documents,
                                  const int32_t *offsets, size_t heads, size_t head_width,
                                  const float *q, const float *k, const float *v,
                                  const float *probabilities, const float *dy, float *dq,
                                  float *dk, float *dv, uint32_t *workspace);
#endif
