/* The table of Python threads that were seen, and the list of those that live now. */
#include "threads.h"

#include <stdlib.h>
#include <string.h>

#include "layout.h"
#include "tables.h"

#define MAX_THREADS (1u << 20)
#define MAX_TSTATE 512
#define FIXED_SPANS 5

struct em_thread *em_live[EM_MAX_LIVE];
int em_live_count;
uint64_t em_gil_holder;
int em_collecting;
int em_finalizing;
uint64_t em_id_offset;

static struct em_thread **threads;
static uint32_t *indices; /* latest index + 1 by thread state; 0 is empty */
static uint32_t count, capacity, index_mask;
static uint64_t hidden_id;

static uint32_t *slot_of(uint64_t tstate) {
  uint32_t at = (uint32_t)((tstate >> 4) * 0x9E3779B97F4A7C15u >> 32) & index_mask;
  while (indices[at] != 0 && threads[indices[at] - 1]->tstate != tstate) at = (at + 1) & index_mask;
  return &indices[at];
}

static int grow(void) {
  if (count < capacity) return 1;
  if (capacity >= MAX_THREADS) return 0;
  uint32_t wanted = capacity ? capacity * 2 : 64;
  struct em_thread **more = realloc(threads, wanted * sizeof *more);
  if (more == NULL) return 0;
  threads = more;
  uint32_t *table = calloc((size_t)wanted * 2, sizeof *table);
  if (table == NULL) return 0;
  free(indices);
  indices = table;
  index_mask = wanted * 2 - 1;
  capacity = wanted;
  for (uint32_t i = 0; i < count; i++) *slot_of(threads[i]->tstate) = i + 1;
  return 1;
}

uint32_t em_thread_find(uint64_t tstate, uint64_t ident, uint64_t native_id) {
  if (indices != NULL) {
    uint32_t found = *slot_of(tstate);
    if (found != 0 && threads[found - 1]->ident == ident && threads[found - 1]->native_id == native_id) return found - 1;
  }
  struct em_thread *thread = calloc(1, sizeof *thread);
  if (thread == NULL || !grow()) {
    free(thread);
    return EM_NONE;
  }
  thread->tstate = tstate;
  thread->ident = ident;
  thread->native_id = native_id;
  thread->cpu = UINT64_MAX;
  thread->node = thread->row = EM_NONE;
  thread->alive = 1;
  threads[count] = thread;
  *slot_of(tstate) = count + 1;
  return count++;
}

struct em_thread *em_thread_at(uint32_t index) { return index < count ? threads[index] : NULL; }
uint32_t em_thread_count(void) { return count; }

uint32_t em_thread_index(const struct em_thread *thread) {
  uint32_t found = *slot_of(thread->tstate);
  if (found != 0 && threads[found - 1] == thread) return found - 1;
  for (uint32_t i = count; i-- > 0;) {
    if (threads[i] == thread) return i;
  }
  return EM_NONE;
}

/* From 3.12 on a thread state is listed before its thread runs. */
static int is_unborn(const struct em_thread *thread) { return em_layout.ts_native_id != EM_ABSENT && thread->native_id == 0; }

void em_threads_hide(uint64_t system_id) {
  hidden_id = system_id;
  for (uint32_t i = 0; i < count; i++) threads[i]->hidden = threads[i]->system_id == system_id || is_unborn(threads[i]);
}

void em_threads_rest(void) {
  for (int i = 0; i < em_live_count; i++) {
    free(em_live[i]->walker);
    em_live[i]->walker = NULL;
  }
  em_live_count = 0;
}

void em_threads_forget(void) {
  em_threads_rest();
  for (uint32_t i = 0; i < count; i++) free(threads[i]);
  free(threads);
  free(indices);
  threads = NULL;
  indices = NULL;
  count = capacity = 0;
  hidden_id = 0;
}

static uint64_t word(const uint8_t *from, uint64_t offset) {
  uint64_t value;
  memcpy(&value, from + offset, sizeof value);
  return value;
}

static uint64_t tstate_bytes(void) {
  uint64_t most = em_layout.ts_frame;
  if (em_layout.ts_ident > most) most = em_layout.ts_ident;
  if (em_layout.ts_native_id != EM_ABSENT && em_layout.ts_native_id > most) most = em_layout.ts_native_id;
  return most + 8;
}

static uint64_t native_id_of(const uint8_t *tstate) {
  uint64_t id = em_layout.ts_native_id == EM_ABSENT ? 0 : word(tstate, em_layout.ts_native_id);
#ifdef _WIN32
  id &= UINT32_MAX; /* unsigned long has 4 bytes there */
#endif
  return id;
}

static uint64_t ident_of(const uint8_t *tstate) {
  uint64_t ident = word(tstate, em_layout.ts_ident);
#ifdef _WIN32
  ident &= UINT32_MAX;
#endif
  return ident;
}

static uint64_t system_id_of(const struct em_thread *thread) {
  uint32_t id = 0;
  if (thread->native_id != 0) return thread->native_id;
  if (em_id_offset != 0) em_read(thread->ident + em_id_offset, &id, sizeof id);
  return id;
}

/* Walks the interpreter's list anew; threads that left it have ended. 0 when it could not be read whole. */
static int relist(void) {
  struct em_thread *fresh[EM_MAX_LIVE];
  uint8_t data[MAX_TSTATE];
  uint64_t size = tstate_bytes(), at = 0;
  int found = 0;
  if (em_read(em_layout.interpreter + em_layout.interp_threads, &at, sizeof at) != sizeof at) return 0;
  while (at != 0 && found < EM_MAX_LIVE) {
    if (em_read(at, data, size) != size || word(data, em_layout.ts_interp) != em_layout.interpreter) return 0;
    em_lock(&em_tables_lock);
    struct em_thread *thread = em_thread_at(em_thread_find(at, ident_of(data), native_id_of(data)));
    em_unlock(&em_tables_lock);
    if (thread == NULL) return 0;
    if (thread->system_id == 0) thread->system_id = system_id_of(thread);
    thread->hidden = (hidden_id != 0 && thread->system_id == hidden_id) || is_unborn(thread);
    thread->frame_word = word(data, em_layout.ts_frame);
    fresh[found++] = thread;
    at = word(data, em_layout.ts_next);
  }
  for (int i = 0; i < em_live_count; i++) em_live[i]->alive = 0;
  for (int i = 0; i < found; i++) fresh[i]->alive = 1;
  for (int i = 0; i < em_live_count; i++) {
    if (em_live[i]->alive) continue;
    free(em_live[i]->walker);
    em_live[i]->walker = NULL;
  }
  memcpy(em_live, fresh, (size_t)found * sizeof *fresh);
  em_live_count = found;
  return 1;
}

static int flag_at(const uint8_t *data) {
  int32_t value;
  memcpy(&value, data, sizeof value);
  return value != 0;
}

int em_threads_look(void) {
  const struct em_layout *l = &em_layout;
  struct em_span spans[FIXED_SPANS + EM_MAX_LIVE] = {
      {l->gil + l->gil_locked, 8},
      {l->gil + l->gil_holder, 8},
      {l->interpreter + l->interp_collecting, 8},
      {l->finalizing, 8},
      {l->interpreter + l->interp_threads, 8},
  };
  uint32_t size = (uint32_t)tstate_bytes();
  for (int i = 0; i < em_live_count; i++) spans[FIXED_SPANS + i] = (struct em_span){em_live[i]->tstate, size};
  const uint8_t *data;
  size_t done = em_gather(spans, FIXED_SPANS + em_live_count, &data);
  if (done < FIXED_SPANS * 8) return 0;
  em_gil_holder = flag_at(data) ? word(data, 8) : 0;
  em_collecting = flag_at(data + 16);
  em_finalizing = word(data, 24) != 0;
  uint64_t next = word(data, 32);
  int same = done == FIXED_SPANS * 8 + (size_t)size * (size_t)em_live_count;
  for (int i = 0; same && i < em_live_count; i++) {
    const uint8_t *tstate = data + FIXED_SPANS * 8 + (size_t)i * size;
    same = next == em_live[i]->tstate && ident_of(tstate) == em_live[i]->ident && native_id_of(tstate) == em_live[i]->native_id;
    em_live[i]->frame_word = word(tstate, l->ts_frame);
    next = word(tstate, l->ts_next);
  }
  if (same && (next == 0 || em_live_count == EM_MAX_LIVE)) return 1;
  for (int attempt = 0; attempt < 8; attempt++) {
    if (relist()) return 1;
  }
  return 0;
}
