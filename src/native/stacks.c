/* Interns call stacks as a tree of nodes in one growing array, found through one hash table. */
#include "stacks.h"

#include <stdlib.h>
#include <string.h>

#include "layout.h"
#include "tables.h"

#define MAX_NODES (1u << 20)

em_mutex em_tables_lock = EM_MUTEX_INIT;

static struct em_node *nodes;
static uint32_t count, capacity;
static uint32_t *slots; /* node by (parent, code, offset); 0 is empty */
static uint32_t slot_mask;
static int full;

static uint32_t *slot_of(const struct em_node *node) {
  uint64_t hash = ((uint64_t)node->parent << 32 | node->code) * 0x9E3779B97F4A7C15u;
  hash ^= (hash >> 29) + (uint64_t)(uint32_t)node->offset * 0xC2B2AE3D27D4EB4Fu;
  uint32_t at = (uint32_t)(hash >> 17) & slot_mask;
  while (slots[at] != 0) {
    const struct em_node *other = &nodes[slots[at]];
    if (other->parent == node->parent && other->code == node->code && other->offset == node->offset) break;
    at = (at + 1) & slot_mask;
  }
  return &slots[at];
}

static int grow(void) {
  if (count < capacity) return 1;
  if (capacity >= MAX_NODES) {
    full = 1;
    return 0;
  }
  uint32_t wanted = capacity ? capacity * 2 : 4096;
  struct em_node *more = realloc(nodes, wanted * sizeof *more);
  if (more == NULL) return 0;
  nodes = more;
  uint32_t *table = calloc((size_t)wanted * 2, sizeof *table);
  if (table == NULL) return 0;
  free(slots);
  slots = table;
  slot_mask = wanted * 2 - 1;
  capacity = wanted;
  if (count == 0) nodes[count++] = (struct em_node){EM_NONE, EM_NONE, -1};
  for (uint32_t i = 1; i < count; i++) *slot_of(&nodes[i]) = i;
  return 1;
}

/* The child of `parent`; `parent` itself when the table is full, EM_NONE without memory. */
static uint32_t child_of(uint32_t parent, uint32_t code, int32_t offset) {
  if (parent == EM_NONE || (slots == NULL && !grow())) return EM_NONE;
  struct em_node node = {parent, code, offset};
  uint32_t *slot = slot_of(&node);
  if (*slot != 0) return *slot;
  if (!grow()) return full ? parent : EM_NONE;
  slot = slot_of(&node);
  nodes[count] = node;
  *slot = count;
  return count++;
}

uint32_t em_intern_known(uint32_t thread, const struct em_frame *frames, int length, int cut) {
  uint32_t node = child_of(EM_ROOT, EM_THREAD, (int32_t)thread);
  if (cut) node = child_of(node, EM_CUT, -1);
  for (int i = length - 1; i >= 0; i--) node = child_of(node, frames[i].index, frames[i].offset);
  return node;
}

static uint64_t field(uint64_t tstate, uint64_t offset) {
  uint64_t value = 0;
  if (offset != EM_ABSENT) memcpy(&value, (const void *)(uintptr_t)(tstate + offset), sizeof value);
  return value;
}

uint32_t em_intern_current(struct em_frame *frames, int length, int cut) {
  uint64_t (*current)(void) = (uint64_t(*)(void))(uintptr_t)em_layout.current_tstate;
  uint64_t tstate = current();
  if (tstate == 0) return EM_NONE;
  uint32_t node = EM_NONE;
  em_lock(&em_tables_lock);
  uint32_t thread = em_thread_find(tstate, field(tstate, em_layout.ts_ident), field(tstate, em_layout.ts_native_id));
  int known = thread != EM_NONE;
  for (int i = 0; known && i < length; i++) {
    frames[i].index = em_code_find(frames[i].code, 1);
    known = frames[i].index != EM_NONE;
  }
  if (known) node = em_intern_known(thread, frames, length, cut);
  em_unlock(&em_tables_lock);
  return node;
}

int em_stacks_full(void) { return full; }

void em_stacks_forget(void) {
  em_mutex fresh = EM_MUTEX_INIT;
  em_tables_lock = fresh;
  free(nodes);
  free(slots);
  nodes = NULL;
  slots = NULL;
  count = capacity = 0;
  full = 0;
}

uint32_t em_node_count(void) { return count; }
const struct em_node *em_node_at(uint32_t index) { return index < count ? &nodes[index] : NULL; }
