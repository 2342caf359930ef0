/* The sampling thread: at random intervals it looks at every Python thread, without ever taking the GIL. */
#include "sampler.h"

#include <stdlib.h>
#include <string.h>

#include "api.h"
#include "layout.h"
#include "rows.h"
#include "tables.h"

#define STILL_TICKS 8     /* a thread that did nothing for so many ticks is looked at every STILL_PERIOD ticks, when there are many */
#define STILL_PERIOD 8
#define MANY_THREADS 12
#define LONGEST_OWED 1000000000u /* nanoseconds; more than that is told where the thread waits rather than not at all */
#define MOST_WALL 0xFFFFFFF0u

enum mode { ABSENT, PAUSED, RUNNING, ENDING };

struct em_counts em_counts;

static volatile int mode = ABSENT;
static void (*volatile question)(void);
static uint64_t period = 1000000;
static uint64_t seed;
static uint64_t last_tick;
static int open_error;
static uint64_t start_ident, start_id;
static struct em_stack stack; /* large: not on the thread's small stack */

static uint64_t random_interval(void) {
  seed ^= seed << 13;
  seed ^= seed >> 7;
  seed ^= seed << 17;
  return period / 2 + seed % (period + 1);
}

static uint8_t state_of(const struct em_thread *t, int held, uint64_t wall, uint64_t used) {
  if (held) return em_collecting ? EM_STATE_COLLECTING : EM_STATE_PYTHON;
  switch (em_thread_activity(t->system_id, em_layout.gil, em_layout.gil_size, em_gil_holder != 0)) {
    case EM_RUNNING: /* or runnable: one that got no processor since the last look is still what it was */
      return used != UINT64_MAX && used * 8 < wall && t->node != EM_NONE ? t->state : EM_STATE_NATIVE;
    case EM_BLOCKED: return EM_STATE_IDLE;
    case EM_BLOCKED_ON_GIL: return EM_STATE_WAITING;
    case EM_BLOCKED_ON_SOMETHING: return EM_STATE_UNKNOWN;
    default: break;
  }
  if (used == UINT64_MAX || !EM_CPU_IS_EXACT) return EM_STATE_UNKNOWN;
  return used * 2 >= wall ? EM_STATE_NATIVE : EM_STATE_IDLE;
}

static int walk(struct em_thread *t) {
  if (t->walker == NULL) t->walker = calloc(1, sizeof *t->walker);
  if (t->walker == NULL) return 0;
  t->walker->system_id = t->system_id;
  em_lock(&em_tables_lock);
  int whole = em_walk_thread(t->walker, t->tstate, &stack);
  uint32_t node = EM_NONE;
  if (whole && stack.depth == 0) node = EM_ROOT;
  else if (whole) node = em_intern_known(em_thread_index(t), stack.frames, stack.depth, stack.cut);
  em_unlock(&em_tables_lock);
  em_counts.retries += (uint64_t)stack.attempts - 1;
  em_counts.joins += (uint64_t)stack.joined;
  if (node == EM_NONE) return 0;
  t->node = node;
  return 1;
}

static void sample(struct em_thread *t, uint64_t now, uint64_t tick) {
  int held = em_gil_holder == t->tstate;
  if (t->frame_word == 0) { /* no Python code on it: not yet begun, or over */
    t->at = now;
    return;
  }
  int resting = t->node != EM_NONE && t->frame_word == t->seen_word && held == t->held && !held;
  if (resting && t->still >= STILL_TICKS && em_live_count > MANY_THREADS && (tick + t->system_id) % STILL_PERIOD != 0) return;
  uint64_t cpu = em_thread_cpu(t->system_id);
  uint64_t wall = now - (t->at ? t->at : last_tick), used = UINT64_MAX;
  if (cpu != UINT64_MAX && t->cpu != UINT64_MAX) used = cpu - t->cpu;
  if (resting && used == 0 && EM_CPU_IS_EXACT) {
    t->still++;
  } else {
    t->still = 0;
    if (!walk(t)) {
      em_counts.lost++;
      return; /* its time goes into the thread's next row */
    }
    t->state = state_of(t, held, wall, used);
  }
  if (t->node == EM_ROOT) {
    t->at = now;
    t->cpu = cpu;
    return;
  }
  t->seen_word = t->frame_word;
  t->held = (uint8_t)held;
  /* What ran since the last sample isn't where the thread waits now: it goes to the next place that is seen running. */
  int stopped = t->state == EM_STATE_IDLE || t->state == EM_STATE_WAITING;
  uint64_t owed = 0;
  if (used != UINT64_MAX) {
    owed = stopped && t->owed + used < LONGEST_OWED ? t->owed + used : 0;
    used = owed != 0 ? 0 : t->owed + used;
  }
  struct em_row row = {now, em_thread_index(t), t->node, (uint32_t)(wall < MOST_WALL ? wall : MOST_WALL),
                       used == UINT64_MAX ? UINT32_MAX : (uint32_t)(used < MOST_WALL ? used : MOST_WALL), t->state};
  if (em_row_add(t, &row)) {
    t->at = now;
    t->cpu = cpu;
    t->owed = owed;
    em_counts.samples++;
  } else {
    em_counts.full++;
  }
}

static void tick(void) {
  if (!em_threads_look()) {
    em_counts.lost++;
    return;
  }
  if (em_finalizing) {
    mode = PAUSED;
    return;
  }
  uint64_t now = em_now();
  em_counts.ticks++;
  for (int i = 0; i < em_live_count; i++) {
    if (!em_live[i]->hidden) sample(em_live[i], now, em_counts.ticks);
  }
  last_tick = now;
}

/* Where the C library keeps a thread's system id: found in two threads, or not at all. */
static void find_id_offset(void) {
#ifdef __linux__
  em_id_offset = 0;
  for (uint64_t offset = 4; offset < 2048; offset += 4) {
    uint32_t own = 0, other = 0;
    em_read(em_own_ident() + offset, &own, sizeof own);
    em_read(start_ident + offset, &other, sizeof other);
    if (own != em_own_thread_id() || other != start_id) continue;
    em_id_offset = offset;
    return;
  }
#endif
}

static void answer(void) {
  void (*asked)(void) = question;
  if (asked == NULL) return;
  question = NULL;
  asked();
  em_reply_give();
}

static void run(void) {
  open_error = em_memory_open();
  if (open_error == 0 && em_layout.ts_native_id == EM_ABSENT) find_id_offset();
  seed = em_now() * 0x9E3779B97F4A7C15u | 1;
  em_reply_give();
  uint64_t due = 0;
  while (mode != ENDING) {
    answer();
    if (mode != RUNNING) {
      due = 0;
      em_alarm_wait(UINT64_MAX);
      continue;
    }
    uint64_t now = em_now();
    if (now >= due) {
      if (due != 0) tick();
      due += random_interval();
      now = em_now();
      if (due < now) due = now + random_interval(); /* late: no burst of samples to catch up */
    }
    em_counts.own_cpu = em_own_cpu();
    em_alarm_wait(due - now);
  }
  em_memory_close();
}

int em_sampler_start(uint64_t interval) {
  if (mode != ABSENT) return 0;
  period = interval;
  open_error = 0;
  question = NULL;
  start_ident = em_own_ident();
  start_id = em_own_thread_id();
  mode = PAUSED;
  int error = em_thread_start(run);
  if (error != 0) {
    mode = ABSENT;
    return error;
  }
  em_reply_wait();
  if (open_error != 0) em_sampler_end();
  return open_error;
}

void em_sampler_run(int on) {
  if (mode == ABSENT) return;
  last_tick = em_now();
  mode = on ? RUNNING : PAUSED;
  em_alarm_ring();
}

void em_sampler_end(void) {
  if (mode == ABSENT) return;
  mode = ENDING;
  em_alarm_ring();
  em_thread_join();
  em_threads_rest();
  mode = ABSENT;
}

void em_sampler_forget(void) {
  mode = ABSENT;
  question = NULL;
  em_thread_forget();
  em_rows_forget();
  em_stacks_forget();
  em_threads_forget();
  memset(&em_counts, 0, sizeof em_counts);
}

int em_ask(void (*what)(void)) {
  if (mode == ABSENT) return 0;
  question = what;
  em_alarm_ring();
  em_reply_wait();
  return 1;
}
