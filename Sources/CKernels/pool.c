#define _GNU_SOURCE
#include "pool.h"
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

/* How many pauses a worker spins before it sleeps: some 30 microseconds. */
enum { spins = 4000 };

struct leon_pool {
  int threads;
  pthread_t *workers;
  leon_pool_fn fn;
  void *context;
  atomic_uint generation; /* one more for each run */
  atomic_int pending;     /* workers still busy with this run */
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

static void wait_for_run(leon_pool *pool, unsigned seen) {
  for (int i = 0; i < spins; i++) {
    if (atomic_load_explicit(&pool->generation, memory_order_acquire) != seen) return;
    relax();
  }
  pthread_mutex_lock(&pool->lock);
  atomic_fetch_add(&pool->sleepers, 1);
  while (atomic_load(&pool->generation) == seen) pthread_cond_wait(&pool->wake, &pool->lock);
  atomic_fetch_sub(&pool->sleepers, 1);
  pthread_mutex_unlock(&pool->lock);
}

static void *work(void *argument) {
  worker_start start = *(worker_start *)argument;
  free(argument);
  leon_pool *pool = start.pool;
  unsigned seen = 0;
  for (;;) {
    wait_for_run(pool, seen);
    seen++;
    if (atomic_load(&pool->stopping)) return NULL;
    pool->fn(pool->context, start.part, pool->threads);
    atomic_fetch_sub_explicit(&pool->pending, 1, memory_order_release);
  }
}

leon_pool *leon_pool_create(int threads) {
  if (threads < 1) threads = 1;
  leon_pool *pool = calloc(1, sizeof *pool);
  if (!pool) return NULL;
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

static void announce(leon_pool *pool) {
  atomic_fetch_add_explicit(&pool->generation, 1, memory_order_seq_cst);
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

void leon_pool_run(leon_pool *pool, leon_pool_fn fn, void *context) {
  if (pool->threads == 1) {
    fn(context, 0, 1);
    return;
  }
  pool->fn = fn;
  pool->context = context;
  atomic_store_explicit(&pool->pending, pool->threads - 1, memory_order_relaxed);
  announce(pool);
  fn(context, 0, pool->threads);
  /* A descheduled worker may take long: give the core away after a while. */
  for (int i = 0; atomic_load_explicit(&pool->pending, memory_order_acquire) > 0; i++) {
    if (i < spins * 4) {
      relax();
    } else {
      sched_yield();
    }
  }
}
