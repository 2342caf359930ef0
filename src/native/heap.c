/* The allocator hook. Its fast path is a subtraction for a new block and one byte's look for an old one. */
#include "heap.h"

#include <stdatomic.h>

#include "accounts.h"
#include "blocks.h"
#include "frames.h"
#include "intervals.h"
#include "own_stack.h"

#define DOMAINS 2 /* PYMEM_DOMAIN_MEM and PYMEM_DOMAIN_OBJ; large blocks of both come from RAW, which would count them twice */
#define FIRST_DOMAIN 1
#define NOTICEABLE 4096
#define SLOW __attribute__((noinline, cold)) /* kept out of the fast paths, which so need no stack of their own */
#define OWN_EFFORT 0.1 /* blocks of our own thread are passed over */

struct allocator { /* PyMemAllocatorEx */
  void *ctx;
  void *(*malloc)(void *ctx, size_t size);
  void *(*calloc)(void *ctx, size_t count, size_t size);
  void *(*realloc)(void *ctx, void *block, size_t size);
  void (*free)(void *ctx, void *block);
};

static struct allocator inner[DOMAINS];
static void (*get_allocator)(int domain, struct allocator *out);
static void (*set_allocator)(int domain, struct allocator *in);
static volatile int on;
static int wrapped[DOMAINS]; /* 1: our functions stand in the interpreter, on top or beneath somebody else's */
static atomic_flag busy = ATOMIC_FLAG_INIT; /* the GIL does, but for interpreters with a GIL of their own */
static uint64_t visits, samples, lost, exact_until;

static void enter(void) {
  for (int i = 0; atomic_flag_test_and_set_explicit(&busy, memory_order_acquire); i++) {
    if (i > 100) em_pause();
  }
}

static void leave(void) { atomic_flag_clear_explicit(&busy, memory_order_release); }

static void close_block(const struct em_block *block) { em_account_freed(block->account, block->bytes, block->blocks); }

/* A new block with a sampled byte in it. */
SLOW static void made(void *address, size_t size) {
  enter();
  if (!on) {
    em_interval_rest();
    leave();
    return;
  }
  visits++;
  uint64_t now = em_now();
  double weight = em_interval_weight(size), effort = 1;
  uint32_t node = em_own_stack(&effort);
  uint32_t account = node == EM_NONE ? EM_NONE : em_account_of(node);
  if (account != EM_NONE) {
    struct em_block replaced, block = {(uint64_t)(uintptr_t)address, (double)size * weight, (float)weight, account};
    if (em_block_add(&block, &replaced)) {
      if (replaced.address != 0) close_block(&replaced);
      em_account_made(account, block.bytes, block.blocks, now);
      samples++;
    } else {
      lost++;
    }
  }
  em_interval_next(now, node == EM_NONE ? OWN_EFFORT : effort);
  if (exact_until == 0 && em_interval_bytes() > 1) exact_until = now;
  leave();
}

SLOW static void freed(const void *address) {
  struct em_block block;
  enter();
  if (em_block_take(address, &block)) close_block(&block);
  leave();
}

static void *made_or_not(void *block, size_t size) {
  if (block != NULL) made(block, size);
  else em_countdown += (int64_t)size;
  return block;
}

SLOW static void *sampled_malloc(const struct allocator *to, size_t size) {
  return made_or_not(to->malloc(to->ctx, size), size);
}

SLOW static void *sampled_calloc(const struct allocator *to, size_t count, size_t size) {
  return made_or_not(to->calloc(to->ctx, count, size), count * size);
}

SLOW static void sampled_free(const struct allocator *to, void *block) {
  freed(block);
  to->free(to->ctx, block);
}

static int is_due(size_t size) { return (em_countdown -= (int64_t)size) < 0; }

static void *hook_malloc(void *ctx, size_t size) {
  const struct allocator *to = ctx;
  if (is_due(size)) return sampled_malloc(to, size);
  return to->malloc(to->ctx, size);
}

static void *hook_calloc(void *ctx, size_t count, size_t size) {
  const struct allocator *to = ctx;
  size_t all = 0;
  if (__builtin_mul_overflow(count, size, &all) || !is_due(all)) return to->calloc(to->ctx, count, size);
  return sampled_calloc(to, count, size);
}

/* What a block was is over and what it becomes is new: it counts for the line that asked for its new size. */
SLOW static void *remake(const struct allocator *to, void *old, size_t size, int due) {
  struct em_block block = {0};
  enter();
  int known = em_block_take(old, &block);
  leave();
  void *fresh = to->realloc(to->ctx, old, size);
  enter();
  struct em_block replaced;
  if (known && fresh == NULL) em_block_add(&block, &replaced);
  else if (known) close_block(&block);
  leave();
  return due ? made_or_not(fresh, size) : fresh;
}

static void *hook_realloc(void *ctx, void *old, size_t size) {
  const struct allocator *to = ctx;
  int due = is_due(size);
  if (!due && !em_block_perhaps(old)) return to->realloc(to->ctx, old, size);
  return remake(to, old, size, due);
}

static void hook_free(void *ctx, void *block) {
  const struct allocator *to = ctx;
  if (em_block_perhaps(block)) sampled_free(to, block);
  else to->free(to->ctx, block);
}

int em_heap_start(uint64_t get, uint64_t set) {
  get_allocator = (void (*)(int, struct allocator *))(uintptr_t)get;
  set_allocator = (void (*)(int, struct allocator *))(uintptr_t)set;
  for (int i = 0; i < DOMAINS; i++) {
    if (wrapped[i]) continue; /* to wrap what has wrapped us would go round for ever */
    get_allocator(FIRST_DOMAIN + i, &inner[i]);
    const struct allocator *to = &inner[i];
    if (to->malloc == NULL || to->calloc == NULL || to->realloc == NULL || to->free == NULL) return -1;
  }
  on = 1;
  em_interval_begin(em_now());
  for (int i = 0; i < DOMAINS; i++) {
    if (wrapped[i]) continue;
    struct allocator ours = {&inner[i], hook_malloc, hook_calloc, hook_realloc, hook_free};
    set_allocator(FIRST_DOMAIN + i, &ours);
    wrapped[i] = 1;
  }
  return 0;
}

void em_heap_stop(void) {
  if (!on) return;
  enter();
  on = 0;
  em_interval_rest();
  leave();
  for (int i = 0; i < DOMAINS; i++) {
    struct allocator now;
    get_allocator(FIRST_DOMAIN + i, &now);
    if (now.ctx != &inner[i] || now.malloc != hook_malloc) continue;
    set_allocator(FIRST_DOMAIN + i, &inner[i]);
    wrapped[i] = 0;
  }
}

void em_heap_forget(void) {
  atomic_flag_clear(&busy);
  em_heap_stop();
  em_blocks_forget();
  em_accounts_forget();
  em_own_stack_forget();
  samples = lost = exact_until = 0;
}

int em_heap_is_asked(uint64_t make, uint64_t unmake) {
  int64_t before = em_countdown;
  uint64_t visited = visits;
  void *block = ((void *(*)(size_t))(uintptr_t)make)(NOTICEABLE);
  int asked = em_countdown != before || visits != visited;
  ((void (*)(void *))(uintptr_t)unmake)(block);
  return asked;
}

void em_heap_read(struct em_heap_counts *out) {
  enter();
  if (on) em_interval_look(em_now());
  *out = (struct em_heap_counts){
      .held = em_totals.held,
      .blocks = em_totals.blocks,
      .peak = em_totals.peak,
      .peak_at = em_totals.peak_at,
      .interval = em_interval_bytes(),
      .exact_until = exact_until,
      .samples = samples,
      .lost = lost,
      .live = em_block_count(),
      .thinnings = em_block_thinnings(),
      .rows = em_accounts_changed(),
      .paths = em_account_count(),
  };
  leave();
}

uint32_t em_heap_take(uint32_t max, uint32_t *node, double *allocated, double *allocations, double *freed, double *frees) {
  enter();
  uint32_t rows = em_accounts_take(max, node, allocated, allocations, freed, frees);
  leave();
  return rows;
}

uint32_t em_heap_at_peak(uint32_t max, uint32_t *node, double *held, double *blocks) {
  enter();
  uint32_t rows = em_accounts_at_peak(max, node, held, blocks);
  leave();
  return rows;
}
