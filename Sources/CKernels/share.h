#ifndef LEON_SHARE_H
#define LEON_SHARE_H
/* Work that the parts of a pool take as they get free, so that one that loses its core for a while
 * does not hold up the others. Only for kernels whose results do not depend on who computes what. */
#include <stdatomic.h>
#include <stddef.h>

typedef struct {
  atomic_size_t next;
  size_t count, grain, most; /* a share is a multiple of `grain`, at most `most` */
} work_share;

/* The next share, smaller towards the end; 0 when nothing is left. */
static inline int take_share(work_share *work, int parts, size_t *from, size_t *to) {
  size_t start = atomic_load_explicit(&work->next, memory_order_relaxed);
  for (;;) {
    if (start >= work->count) return 0;
    size_t fair = (work->count - start) / (2 * (size_t)parts) / work->grain * work->grain;
    size_t length = fair < work->grain ? work->grain : fair > work->most ? work->most : fair;
    if (!atomic_compare_exchange_weak_explicit(&work->next, &start, start + length,
                                               memory_order_relaxed, memory_order_relaxed)) {
      continue;
    }
    *from = start;
    *to = start + length < work->count ? start + length : work->count;
    return 1;
  }
}
#endif
