/* What Python calls through ctypes: configuration, the self-test's walk, and the drain. */
#include "api.h"

#include <stdlib.h>
#include <string.h>

#include "layout.h"
#include "tables.h"

#define LONGEST_DELTA 0xFFFFFFFEu

static struct em_stack tried;
static uint64_t tried_tstate;
static int tried_whole;

static uint32_t settled; /* codes that are held or gone */
static uint8_t *alive;
static uint32_t asked_first, asked_last;

static uint32_t *sites; /* by node */
static uint8_t *calls;
static uint32_t sites_capacity;

static const struct em_row *taken;
static uint32_t taken_count;

uint32_t em_abi(void) { return EM_ABI; }

int em_configure(const uint64_t *layout, uint32_t count, void (*hold)(void *)) {
  if (count != EM_LAYOUT_FIELDS) return -1;
  memcpy(&em_layout, layout, sizeof em_layout);
  em_hold = hold;
  return 0;
}

const char *em_method(void) { return em_memory_method(); }

void em_hide_thread(uint64_t system_id) {
  em_lock(&em_tables_lock);
  em_threads_hide(system_id);
  em_unlock(&em_tables_lock);
}

static void try_walk(void) {
  static struct em_walker walker;
  memset(&walker, 0, sizeof walker);
  em_lock(&em_tables_lock);
  tried_whole = em_walk_thread(&walker, tried_tstate, &tried);
  em_unlock(&em_tables_lock);
}

int em_try_walk(int how, uint64_t tstate, uint64_t *codes, int32_t *offsets, int max) {
  if (how == 1) {
    tried.depth = em_walk_current(tried.frames, EM_MAX_DEPTH, &tried.cut);
  } else {
    tried_tstate = tstate;
    if (!em_ask(try_walk) || !tried_whole) return -1;
  }
  int count = tried.depth < max ? tried.depth : max;
  for (int i = 0; i < count; i++) {
    codes[i] = tried.frames[i].code;
    offsets[i] = tried.frames[i].offset;
  }
  return count;
}

/* On the library's thread, while the asker holds the GIL: no code object dies between this look and the hold that follows. */
static void check_codes(void) {
  em_lock(&em_tables_lock);
  em_codes_check(asked_first, asked_last, alive);
  em_unlock(&em_tables_lock);
}

uint32_t em_codes_update(void) {
  em_lock(&em_tables_lock);
  uint32_t count = em_code_count();
  em_unlock(&em_tables_lock);
  if (count == settled) return count;
  /* Without the sampling thread nothing can be checked; what was seen and not held stays known by its copies. */
  free(alive);
  alive = calloc(count - settled, 1);
  asked_first = settled;
  asked_last = count;
  if (alive == NULL) return settled;
  em_ask(check_codes);
  em_lock(&em_tables_lock);
  em_codes_settle(settled, count, alive);
  em_unlock(&em_tables_lock);
  settled = count;
  return count;
}

uint64_t em_code_object(uint32_t index) {
  em_lock(&em_tables_lock);
  const struct em_code *code = em_code_at(index);
  uint64_t address = code != NULL && code->state == EM_CODE_PINNED ? code->address : 0;
  em_unlock(&em_tables_lock);
  return address;
}

uint32_t em_code_copies(uint32_t index, const uint8_t **out, uint32_t *firstlineno, uint32_t *bytes) {
  em_lock(&em_tables_lock);
  const struct em_code *code = em_code_at(index);
  uint32_t size = code == NULL ? 0 : code->copies_size;
  *out = code == NULL ? NULL : code->copies;
  *firstlineno = code == NULL ? 0 : code->firstlineno;
  *bytes = code == NULL ? 0 : code->size;
  em_unlock(&em_tables_lock);
  return size;
}

uint32_t em_nodes(uint32_t first, uint32_t max, uint32_t *parent, uint32_t *code, int32_t *offset) {
  em_lock(&em_tables_lock);
  uint32_t count = em_node_count();
  for (uint32_t i = first; i < count && i - first < max; i++) {
    const struct em_node *node = em_node_at(i);
    parent[i - first] = node->parent;
    code[i - first] = node->code;
    offset[i - first] = node->offset;
  }
  em_unlock(&em_tables_lock);
  return count;
}

int em_set_sites(uint32_t first, uint32_t count, const uint32_t *new_sites, const uint8_t *new_calls) {
  if (first + count > sites_capacity) {
    uint32_t wanted = (first + count) * 2;
    uint32_t *more = realloc(sites, wanted * sizeof *more);
    if (more != NULL) sites = more;
    uint8_t *flags = realloc(calls, wanted);
    if (flags != NULL) calls = flags;
    if (more == NULL || flags == NULL) return -1;
    sites_capacity = wanted;
  }
  memcpy(sites + first, new_sites, count * sizeof *sites);
  memcpy(calls + first, new_calls, count);
  return 0;
}

int em_thread_info(uint32_t index, uint64_t *ident, uint64_t *system_id) {
  em_lock(&em_tables_lock);
  const struct em_thread *thread = em_thread_at(index);
  int lives = thread != NULL && thread->alive ? 1 : 0;
  if (thread != NULL && thread->hidden) lives = -1;
  if (thread != NULL) {
    *ident = thread->ident;
    *system_id = thread->system_id;
  }
  em_unlock(&em_tables_lock);
  return lives;
}

uint32_t em_take(void) {
  taken = em_rows_take(&taken_count);
  return taken_count;
}

uint32_t em_thread_rows(uint32_t thread, uint32_t *observed) {
  uint32_t rows = 0;
  for (uint32_t i = 0; i < taken_count; i++) rows += taken[i].thread == thread;
  em_lock(&em_tables_lock);
  struct em_thread *found = em_thread_at(thread);
  *observed = found == NULL ? 0 : found->observed;
  if (found != NULL) found->observed = 0;
  em_unlock(&em_tables_lock);
  return rows;
}

uint32_t em_columns(uint32_t thread, uint64_t *base, uint32_t *delta, uint32_t *site, uint32_t *wall, uint32_t *cpu,
                    uint8_t *state) {
  uint32_t rows = 0;
  uint64_t before = 0;
  for (uint32_t i = 0; i < taken_count; i++) {
    const struct em_row *row = &taken[i];
    if (row->thread != thread || row->node >= sites_capacity) continue;
    if (rows == 0) *base = before = row->at;
    uint64_t passed = row->at - before;
    before = row->at;
    delta[rows] = (uint32_t)(passed < LONGEST_DELTA ? passed : LONGEST_DELTA);
    site[rows] = sites[row->node];
    wall[rows] = row->wall;
    cpu[rows] = row->cpu;
    state[rows] = row->state == EM_STATE_PYTHON && calls[row->node] ? EM_STATE_NATIVE : row->state;
    rows++;
  }
  return rows;
}

void em_read_counts(struct em_counts *out) { *out = em_counts; }
