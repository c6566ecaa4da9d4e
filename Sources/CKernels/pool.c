#define _GNU_SOURCE
#include "pool.h"
#include "share.h"
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

/* How many pauses a worker spins before it sleeps: some 30 microseconds. */
enum { spins = 4000 };

/* The state of the run at hand, in one word so that a worker enters it or finds it over, nothing
 * between:
 *
 *   63        32  31      30      16 15      0
 *   | the run's | closed | entered   | inside |
 *   | number    |        | so far    | now    |
 */
enum { one_inside = 1, one_entered = 1 << 16 };
static const uint64_t closed = 1u << 31, one_run = (uint64_t)1 << 32;

static inline uint32_t run_of(uint64_t state) { return (uint32_t)(state >> 32); }
static inline int inside(uint64_t state) { return (int)(state & 0xFFFF); }
static inline int entered(uint64_t state) { return (int)(state >> 16 & 0x7FFF); }

struct leon_pool {
  int threads;
  pthread_t *workers;
  leon_pool_fn fn;
  void *context;
  atomic_uint_fast64_t state;
  atomic_int sleepers;
  atomic_int stopping;
  pthread_mutex_t lock;
  pthread_cond_t wake;
};

typedef struct {
  leon_pool *pool;
  int part;
} worker_start;

static inline void relax(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

static void wait_for_run(leon_pool *pool, uint32_t seen) {
  for (int i = 0; i < spins; i++) {
    if (run_of(atomic_load_explicit(&pool->state, memory_order_acquire)) != seen) return;
    relax();
  }
  pthread_mutex_lock(&pool->lock);
  atomic_fetch_add(&pool->sleepers, 1);
  while (run_of(atomic_load(&pool->state)) == seen) pthread_cond_wait(&pool->wake, &pool->lock);
  atomic_fetch_sub(&pool->sleepers, 1);
  pthread_mutex_unlock(&pool->lock);
}

/* Enters the run at hand unless it is over; `seen` becomes its number. */
static int enter(leon_pool *pool, uint32_t *seen) {
  uint_fast64_t state = atomic_load_explicit(&pool->state, memory_order_acquire);
  for (;;) {
    *seen = run_of(state);
    if (state & closed) return 0;
    if (atomic_compare_exchange_weak_explicit(&pool->state, &state,
                                              state + one_entered + one_inside,
                                              memory_order_acquire, memory_order_acquire)) {
      return 1;
    }
  }
}

static void *work(void *argument) {
  worker_start start = *(worker_start *)argument;
  free(argument);
  leon_pool *pool = start.pool;
  uint32_t seen = 0;
  for (;;) {
    wait_for_run(pool, seen);
    if (atomic_load(&pool->stopping)) return NULL;
    if (!enter(pool, &seen)) continue;
    pool->fn(pool->context, start.part, pool->threads);
    atomic_fetch_sub_explicit(&pool->state, one_inside, memory_order_release);
  }
}

leon_pool *leon_pool_create(int threads) {
  if (threads < 1) threads = 1;
  leon_pool *pool = calloc(1, sizeof *pool);
  if (!pool) return NULL;
  atomic_store(&pool->state, closed);
  pthread_mutex_init(&pool->lock, NULL);
  pthread_cond_init(&pool->wake, NULL);
  pool->workers = calloc((size_t)threads, sizeof *pool->workers);
  pool->threads = 1;
  if (!pool->workers) return leon_pool_destroy(pool), NULL;
  for (int part = 1; part < threads; part++) {
    worker_start *start = malloc(sizeof *start);
    if (!start) return leon_pool_destroy(pool), NULL;
    *start = (worker_start){pool, part};
    if (pthread_create(&pool->workers[part], NULL, work, start) != 0) {
      free(start);
      return leon_pool_destroy(pool), NULL;
    }
    pool->threads = part + 1;
  }
  return pool;
}

/* Begins the next run: nobody is inside the last one. */
static void announce(leon_pool *pool) {
  uint64_t run = (uint64_t)run_of(atomic_load(&pool->state)) << 32;
  atomic_store(&pool->state, run + one_run);
  if (atomic_load(&pool->sleepers) == 0) return;
  pthread_mutex_lock(&pool->lock);
  pthread_cond_broadcast(&pool->wake);
  pthread_mutex_unlock(&pool->lock);
}

void leon_pool_destroy(leon_pool *pool) {
  if (!pool) return;
  atomic_store(&pool->stopping, 1);
  announce(pool);
  for (int part = 1; part < pool->threads; part++) pthread_join(pool->workers[part], NULL);
  pthread_cond_destroy(&pool->wake);
  pthread_mutex_destroy(&pool->lock);
  free(pool->workers);
  free(pool);
}

int leon_pool_threads(const leon_pool *pool) { return pool->threads; }

/* A descheduled worker may take long: the core is given away after a while. */
static void give_way(int turn) {
  if (turn < spins * 4) {
    relax();
  } else {
    sched_yield();
  }
}

static void begin(leon_pool *pool, leon_pool_fn fn, void *context) {
  pool->fn = fn;
  pool->context = context;
  announce(pool);
  fn(context, 0, pool->threads);
}

void leon_pool_run(leon_pool *pool, leon_pool_fn fn, void *context) {
  if (pool->threads == 1) {
    fn(context, 0, 1);
    return;
  }
  begin(pool, fn, context);
  for (int turn = 0;; turn++) {
    uint64_t state = atomic_load_explicit(&pool->state, memory_order_acquire);
    if (entered(state) == pool->threads - 1 && inside(state) == 0) return;
    give_way(turn);
  }
}

void leon_pool_share(leon_pool *pool, leon_pool_fn fn, void *context) {
  if (pool->threads == 1) {
    fn(context, 0, 1);
    return;
  }
  begin(pool, fn, context);
  /* Nothing is left to take: who has not begun by now need not. */
  atomic_fetch_or_explicit(&pool->state, closed, memory_order_acq_rel);
  for (int turn = 0; inside(atomic_load_explicit(&pool->state, memory_order_acquire)) > 0; turn++) {
    give_way(turn);
  }
}

typedef struct {
  leon_each_fn fn;
  void *context;
  work_share shares;
} each;

static void each_part(void *context, int part, int parts) {
  each *t = context;
  (void)part;
  for (size_t i, end; take_share(&t->shares, parts, &i, &end);) t->fn(t->context, i);
}

void leon_pool_each(leon_pool *pool, size_t count, leon_each_fn fn, void *context) {
  each t = {fn, context, {0, count, 1, 1}};
  if (count == 1) {
    fn(context, 0);
  } else {
    leon_pool_share(pool, each_part, &t);
  }
}
