/* The product of two fp32 matrices rounded to bf16, summed in fp32 (Goto & van de Geijn's order).
 * K is cut in chunks, one after the other, so that a chunk of B is still in cache when it is used:
 * all parts pack B, then each packs its rows of A, a block at a time, and sweeps B's panels with it.
 * A sum's order depends on K alone. */
#include "bf16.h"
#include "matmul.h"
#include "share.h"

/* Chosen by cache: 96 rows of A by 1,024 of K are 192 KiB, a panel of B 64 KiB, L2 is 1 MiB. Four
 * panels of B are packed at once, so that its rows are read in runs of 512 bytes. */
enum { block_rows = 96, chunk = 1024, packed_columns = 4 * bf16_columns };

typedef struct {
  const bf16_kernels *kernels;
  int trans_a, trans_b, accumulate;
  size_t m, n, k, lda, ldb, ldc;
  size_t chunk, start, length; /* the usual length; the chunk in work */
  const float *a, *b;
  float *c;
  uint32_t *packed_b, *packed_a;
  work_share packing, rows, columns;
} product;

/* K in equal chunks of whole blocks. */
static size_t chunk_length(size_t k) {
  size_t chunks = (k + chunk - 1) / chunk;
  return chunks ? ((k + chunks - 1) / chunks + 31) / 32 * 32 : 32;
}

static size_t padded_columns(size_t n) { return bf16_panels(n, bf16_columns) * bf16_columns; }

size_t leon_matmul_bf16_words(int parts, size_t n, size_t k) {
  return chunk_length(k) / 2 * (padded_columns(n) + (size_t)parts * block_rows);
}

static void pack_columns(const product *t, size_t from, size_t to) {
  size_t k = t->start, pairs = bf16_pairs(t->length);
  const float *b = t->trans_b ? t->b + from * t->ldb + k : t->b + k * t->ldb + from;
  t->kernels->pack_b(t->trans_b, to - from, t->length, pairs, b, t->ldb,
                     t->packed_b + from * pairs);
}

static void pack_part(void *context, int part, int parts) {
  product *t = context;
  (void)part;
  for (size_t from, to; take_share(&t->packing, parts, &from, &to);) pack_columns(t, from, to);
}

/* Rows `row` and on, `rows` of them, into columns from ..< to. */
static void multiply_block(const product *t, size_t row, size_t rows, size_t from, size_t to,
                           uint32_t *packed) {
  size_t k = t->start, pairs = bf16_pairs(t->length);
  const float *a = t->trans_a ? t->a + k * t->lda + row : t->a + row * t->lda + k;
  t->kernels->pack_a(t->trans_a, rows, t->length, pairs, a, t->lda, packed);
  bf16_multiply(t->kernels, t->trans_a, rows, to - from, pairs, packed, pairs,
                t->packed_b + from * pairs, pairs, t->c + row * t->ldc + from, t->ldc,
                t->accumulate || k > 0);
}

/* Many rows: each part takes some, as it gets free. Few: columns, and each part packs all of A. */
static void multiply_part(void *context, int part, int parts) {
  product *t = context;
  uint32_t *packed = t->packed_a + (size_t)part * block_rows * (t->chunk / 2);
  size_t top, bottom, from, to;
  if (t->m >= 2 * bf16_rows * (size_t)parts || t->m >= t->n) {
    while (take_share(&t->rows, parts, &top, &bottom)) {
      multiply_block(t, top, bottom - top, 0, t->n, packed);
    }
    return;
  }
  while (take_share(&t->columns, parts, &from, &to)) {
    for (top = 0; top < t->m; top = bottom) {
      bottom = t->m - top < block_rows ? t->m : top + block_rows;
      multiply_block(t, top, bottom - top, from, to, packed);
    }
  }
}

void leon_matmul_bf16(leon_pool *pool, int level, int trans_a, int trans_b, size_t m, size_t n,
                      size_t k, const float *a, size_t lda, const float *b, size_t ldb,
                      int accumulate, float *c, size_t ldc, uint32_t *workspace) {
  product t = {.kernels = bf16_kernels_for(level), .trans_a = trans_a, .trans_b = trans_b};
  t.accumulate = accumulate, t.m = m, t.n = n, t.k = k, t.chunk = chunk_length(k);
  t.a = a, t.lda = lda, t.b = b, t.ldb = ldb, t.c = c, t.ldc = ldc;
  size_t parts = (size_t)leon_pool_threads(pool);
  t.packed_a = workspace;
  t.packed_b = workspace + parts * block_rows * (t.chunk / 2);
  for (; t.start < k; t.start += t.chunk) {
    t.length = k - t.start < t.chunk ? k - t.start : t.chunk;
    t.packing = (work_share){.count = n, .grain = bf16_columns, .most = packed_columns};
    t.rows = (work_share){.count = m, .grain = bf16_rows, .most = block_rows};
    t.columns = (work_share){.count = n, .grain = bf16_columns, .most = n};
    leon_pool_run(pool, pack_part, &t);
    leon_pool_run(pool, multiply_part, &t);
  }
}
