#ifndef LEON_POOL_H
#define LEON_POOL_H
#include <stddef.h>

/* Threads of our own that split one kernel into parts.
 *
 * leon_pool_run(pool, fn, context) calls fn(context, part, parts) once for each part 0 ..< parts,
 * part 0 on the calling thread, and returns when all are done. Workers spin for a short while
 * before they sleep, since two kernels of one decoding step follow each other within microseconds.
 * One thread at a time may run a pool. */
typedef struct leon_pool leon_pool;
typedef void (*leon_pool_fn)(void *context, int part, int parts);

/* Makes a pool of `threads` parts (the caller's thread included); 1 starts no thread.
 * Returns NULL when memory or a thread is refused. */
leon_pool *leon_pool_create(int threads);
void leon_pool_destroy(leon_pool *pool);
int leon_pool_threads(const leon_pool *pool);
void leon_pool_run(leon_pool *pool, leon_pool_fn fn, void *context);

/* The same for work that parts take as they get free (share.h): returns when all of it is done, so
 * that a worker whose core is busy with something else is not waited for. `fn` may be called for
 * fewer parts than there are. */
void leon_pool_share(leon_pool *pool, leon_pool_fn fn, void *context);

/* Calls fn(context, i) once for each i below `count`, on whichever thread is free. */
typedef void (*leon_each_fn)(void *context, size_t index);
void leon_pool_each(leon_pool *pool, size_t count, leon_each_fn fn, void *context);

/* Rows [*begin, *end) of part `part` when `count` rows are cut in `parts`, in multiples of `grain`. */
static inline void leon_pool_slice(size_t count, size_t grain, int part, int parts, size_t *begin,
                                   size_t *end) {
  size_t chunks = (count + grain - 1) / grain;
  size_t low = chunks * (size_t)part / (size_t)parts * grain;
  size_t high = chunks * (size_t)(part + 1) / (size_t)parts * grain;
  *begin = low < count ? low : count;
  *end = high < count ? high : count;
}
#endif
