/* Walks and interns the calling thread's stack, beginning where it differs from the last one. */
#include "own_stack.h"

#include "frame_data.h"
#include "frames.h"
#include "tables.h"
#include "threads.h"

#define DEPTH_EFFORT (1 / 16.0)
#define NODE_EFFORT 8.0 /* a new node is named, in Python, at the next drain */
#define TRIES 2000       /* at a microsecond and more each: a lock that is not given back by then never will be */

struct step {
  uint64_t code;
  uint32_t node;
  int32_t offset;
};

static struct em_frame frames[EM_MAX_DEPTH]; /* leaf first */
static struct step steps[EM_MAX_DEPTH];      /* the last stack, root first */
static int known;                            /* how many of them can be used again: their code objects are held */
static uint64_t last_tstate, last_ident;
static uint32_t thread_node;
static int hidden;

/* In the child of a fork that Python doesn't know of, the lock may be held by a thread that isn't there. */
static int lock_tables(void) {
  for (int i = 0; i < TRIES; i++) {
    if (em_try_lock(&em_tables_lock)) return 1;
    em_pause();
  }
  return 0;
}

/* Interns the steps from `from` on. Returns the node of the last one. */
static uint32_t intern(int from, int depth, int cut, uint32_t *fresh) {
  uint32_t before = em_node_count();
  uint32_t node = from > 0 ? steps[from - 1].node : cut ? em_node_child(thread_node, EM_CUT, -1) : thread_node;
  int held = known == from;
  for (int i = from; i < depth; i++) {
    const struct em_frame *frame = &frames[depth - 1 - i];
    uint32_t code = em_code_find(frame->code, 1);
    if (code == EM_NONE) break;
    uint32_t child = em_node_child(node, code, frame->offset);
    if (child == EM_NONE) break;
    node = child;
    steps[i] = (struct step){frame->code, node, frame->offset};
    if (held && em_code_pinned(frame->code) == code) known = i + 1;
    else held = 0;
  }
  *fresh = em_node_count() - before;
  return node;
}

static int find_thread(uint64_t tstate, uint64_t ident) {
  const struct em_thread *thread = em_thread_own(tstate);
  if (thread == NULL) return 0;
  hidden = thread->hidden;
  thread_node = em_node_child(EM_ROOT, EM_THREAD, (int32_t)thread->index);
  last_tstate = tstate;
  last_ident = ident;
  return thread_node != EM_NONE;
}

uint32_t em_own_stack(double *effort) {
  uint64_t (*current)(void) = (uint64_t(*)(void))(uintptr_t)em_layout.current_tstate;
  uint64_t tstate = current();
  if (tstate == 0) return EM_ROOT;
  uint64_t ident = em_own_ident();
  if (em_thread_ident(tstate) != ident) return EM_ROOT; /* called without the GIL: the frames are another thread's */
  int same_thread = tstate == last_tstate && ident == last_ident;
  if (same_thread && hidden) return EM_NONE;
  int cut, depth = em_walk_current(frames, EM_MAX_DEPTH, &cut), equal = 0;
  if (same_thread && !cut) {
    while (equal < depth && equal < known && steps[equal].code == frames[depth - 1 - equal].code &&
           steps[equal].offset == frames[depth - 1 - equal].offset) {
      equal++;
    }
  }
  *effort += depth * DEPTH_EFFORT;
  if (same_thread && equal == depth && !cut) return depth == 0 ? thread_node : steps[depth - 1].node;
  if (!lock_tables()) return EM_ROOT;
  uint32_t fresh = 0, node = EM_NONE;
  known = equal;
  if (same_thread || find_thread(tstate, ident)) node = hidden ? EM_NONE : intern(equal, depth, cut, &fresh);
  else node = EM_ROOT;
  if (cut) known = 0;
  em_unlock(&em_tables_lock);
  *effort += fresh * NODE_EFFORT;
  return node;
}

void em_own_stack_forget(void) {
  known = 0;
  last_tstate = last_ident = 0;
  hidden = 0;
}
