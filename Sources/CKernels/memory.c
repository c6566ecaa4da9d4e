#include "inference.h"
#include "levels.h"

typedef struct {
  size_t n;
  const float *x;
  float *sums;
} reading;

static inline LEON_INLINE void read_part(void *context, int part, int parts, int level) {
  const reading *t = context;
  (void)level;
  size_t from, to;
  leon_pool_slice(t->n, 128, part, parts, &from, &to);
  v16 sums[8] = {{0}, {0}, {0}, {0}, {0}, {0}, {0}, {0}};
  for (size_t i = from; i + 128 <= to; i += 128) {
    for (size_t j = 0; j < 8; j++) sums[j] += *(const v16 *)(t->x + i + 16 * j);
  }
  for (size_t j = 1; j < 8; j++) sums[0] += sums[j];
  t->sums[part] = sum_of_lanes(&sums[0]);
}
LEON_LEVELS(read_part)

void leon_memory_read(leon_pool *pool, int level, size_t n, const float *x, float *sums) {
  reading t = {n, x, sums};
  leon_pool_run(pool, LEON_AT(level, read_part), &t);
}
