#ifndef LEON_INFERENCE_H
#define LEON_INFERENCE_H
#include "pool.h"
#include <stdint.h>

/* The kernels of inference. Every output is one sum in one order: whatever the number of rows, the
 * threads (which split columns or heads) and the way the cache was filled, its bits are the same on
 * one level. `level` is one of leon_cpu_level()'s and not above it. */

/* Weights [N, K] in panels of 64 columns of the product:
 *
 *   fp32: panel = [K] of the 64 weights that meet x[k]
 *   bf16: panel = [K / 2] of 64 words, each with the weight that meets x[2 k] below and the one that
 *         meets x[2 k + 1] above
 *
 *   int16: as bf16, of whole numbers, and 64 scales behind them
 *
 * Columns behind N are zero, and so is what meets x[K] where K is odd. */
enum { leon_panel = 64 };
enum leon_precision { leon_fp32 = 0, leon_bf16 = 1, leon_int16 = 2 };

size_t leon_panels_size(int precision, size_t n, size_t k); /* bytes */
/* Zeroed memory, in huge pages where that is worth it; free with free(). NULL when refused. */
void *leon_panels_allocate(size_t bytes);
/* Puts w [rows, K] at the columns from `column` on, rounded to the nearest, ties to even. Whole numbers
 * are the weights of a column times 2^31 / 4096 over the sum of their sizes, or less where the largest
 * would not fit: no sum of products with numbers below 4096 needs more than 32 bits. */
void leon_panels_pack(leon_pool *pool, int precision, size_t column, size_t rows, size_t k,
                      const float *w, void *panels);

/* What becomes of a sum: y = sum, y += sum, y = activation(sum). */
enum leon_finish {
  leon_finish_store,
  leon_finish_add,
  leon_finish_relu,
  leon_finish_gelu,
  leon_finish_silu
};
/* y [M, to - from] = finish(x [M, K] W[from ..< to]'); weights are read once for six rows, from
 * memory once for all that fit the cache beside them. At level 3 (vdpbf16ps) x is rounded to bf16
 * where the weights are, into a workspace of so many words; lower levels multiply it as it is. With
 * int16 every row of x becomes whole numbers of which the largest is 4095, and sums are exact: their
 * bits are the same on all levels. */
size_t leon_panels_workspace(int level, int precision, size_t m, size_t k);
void leon_panels_product(leon_pool *pool, int level, int precision, int finish, size_t m,
                         size_t from, size_t to, size_t k, const float *x, const void *panels,
                         float *y, uint32_t *workspace);
/* y [M, K] = tokens[ids] + positions[places], both packed. */
void leon_panels_gather(int precision, size_t m, size_t k, const int32_t *ids, const void *tokens,
                        const int32_t *places, const void *positions, float *y);

/* Rows [M, C] without affine: y = (x - mean) / sqrt(variance + epsilon). */
void leon_rows_normalize(leon_pool *pool, int level, size_t m, size_t c, float epsilon,
                         const float *x, float *y);
/* out [M] = log softmax(logits [M, N])[targets]. */
void leon_rows_log_probability(leon_pool *pool, int level, size_t m, size_t n, const float *logits,
                               const int32_t *targets, float *out);

/* Attention over pages of 64 positions, of floats or of bf16; of one layer a page holds, `offset`
 * numbers from its start,
 *
 *   keys [H] of [D rounded up to 2, 64]   values [H] of [64, D rounded up to 16]
 *
 * of bf16 with two rows of a matrix side by side in words, the even one below. At level 3 (vdpbf16ps)
 * queries and the weights of softmax are rounded to bf16 where the cache is.
 *
 * A row is the next token of a lane: its keys and values are put at `position`, and it sees the
 * positions up to itself. `first` is where the lane's pages begin in the table of pages. Rows of one
 * lane stand in order of position. */
enum { leon_page = 64 };
typedef struct {
  size_t first, position;
} leon_cache_row;

/* y [M, H D] = softmax(q k' / sqrt(D)) v with qkv [M, H, 3, D], so that the product that makes them
 * and attention give a thread the same heads; `scores` holds for each thread `longest` floats, the
 * positions of the longest row rounded up to whole pages, and as many as D rounded up to 16. */
void leon_cached_attention(leon_pool *pool, int level, int precision, size_t m, size_t heads,
                           size_t d, size_t offset, const leon_cache_row *rows, void *const *pages,
                           const float *qkv, float *y, float *scores, size_t longest);

/* sums [threads]: each thread adds up its share of x [N], N a multiple of 128, as fast as the memory
 * gives it: the yardstick of decoding. */
void leon_memory_read(leon_pool *pool, int level, size_t n, const float *x, float *sums);
#endif
