/* Walks another thread's Python frames, which may run meanwhile: follows the chain through a look, and mends what had moved. */
#include "walker.h"

#include "edges.h"
#include "frame_data.h"
#include "look.h"
#include "tables.h"

#define ATTEMPTS 40
#define PATIENCE 8
#define MAX_FRAME 256
#define JOINS 3

static int cannot_join; /* 1: the system doesn't let us choose our processor */

/* The caller that an earlier look found below a frame; 0 when none did. */
static uint64_t known_caller(const struct em_walker *w, uint64_t frame) {
  for (int i = 0; i < EM_RECENT; i++) {
    if (w->recent[i] == frame) return w->caller[i];
  }
  return 0;
}

enum result { TORN, DIRTY, CLEAN };

/* Follows the chain through the last look. DIRTY: whole, but some of it had to be read afterwards. */
static enum result follow(struct em_walker *w, uint64_t top, struct em_stack *out) {
  enum result result = CLEAN;
  uint8_t late[MAX_FRAME];
  int hint = 0, used = 0, looked = w->count, owner, suspends = 0;
  uint64_t frame = top, last = 0;
  out->depth = out->cut = 0;
  while (frame != 0) {
    const uint8_t *data = frame % 8 == 0 ? em_find(w, frame, &hint, &used) : NULL;
    if (data == NULL) {
      if (frame % 8 != 0 || em_read(frame, late, em_layout.frame_size) != em_layout.frame_size) return TORN;
      em_learn(w, frame);
      result = DIRTY;
      data = late;
    }
    last = frame;
    frame = word(data, em_layout.frame_previous);
    owner = owner_of(data);
    if (owner > EM_LAST_OWNER || owner == EM_OWNED_BY_FRAME_OBJECT || frame == last) return TORN;
    if (owner > EM_OWNED_BY_FRAME_OBJECT) {
      suspends = 0;
      continue;
    }
    if (out->depth == EM_MAX_DEPTH) {
      out->cut = 1;
      break;
    }
    if (out->depth < EM_TWICE) out->at[out->depth] = last;
    struct em_frame *entry = &out->frames[out->depth++];
    entry->code = code_of(data);
    entry->index = em_code_find(entry->code, 0);
    if (entry->index == EM_NONE) return TORN;
    entry->offset = offset_of(data, entry->code, em_code_size(entry->index));
    if (entry->offset == INT32_MIN) return TORN;
    suspends = owner == EM_OWNED_BY_GENERATOR || em_code_suspends(entry->index);
    /* The leaf was on top when the look began and has left since: a generator, or (before 3.11) any function, loses its link. */
    if (frame == 0 && out->depth == 1 && last != w->root) frame = known_caller(w, last);
  }
  if (!out->cut && suspends) return TORN; /* a suspended generator: it left the stack meanwhile */
  out->root = last;
  if (result == CLEAN && looked == w->count) em_settle(w, used);
  return result;
}

static uint64_t top_now(struct em_walker *w, uint64_t tstate) {
  uint64_t top = 0;
  em_read(tstate + em_layout.ts_frame, &top, sizeof top);
  if (top == 0 || em_layout.cframe_frame == EM_ABSENT) return top;
  w->cframe = top;
  uint64_t frame = 0;
  em_read(top + em_layout.cframe_frame, &frame, sizeof frame);
  return frame;
}

/* Keeps the addresses of the uppermost frames for the next look's second copies. */
static void remember(struct em_walker *w, const struct em_stack *stack) {
  int count = stack->depth < EM_TWICE ? stack->depth : EM_TWICE;
  for (int i = count - 1; i >= 0; i--) {
    int from = 0;
    while (from < EM_RECENT - 1 && w->recent[from] != stack->at[i]) from++;
    uint64_t caller = i + 1 < count ? stack->at[i + 1] : w->recent[from] == stack->at[i] ? w->caller[from] : 0;
    memmove(w->recent + 1, w->recent, (size_t)from * sizeof *w->recent);
    memmove(w->caller + 1, w->caller, (size_t)from * sizeof *w->caller);
    w->recent[0] = stack->at[i];
    w->caller[0] = caller;
  }
}

/* Whether the uppermost frames were the same at the end of the look as at its beginning, to the instruction. */
static int stood_still(const struct em_walker *w, const struct em_stack *stack, int certain) {
  for (int i = 0; i < stack->depth && i < EM_TWICE; i++) {
    const struct em_frame *frame = &stack->frames[i];
    const uint8_t *again = em_recent_copy(w, stack->at[i], 1);
    if (again == NULL || code_of(again) != frame->code) return 0;
    if (offset_of(again, frame->code, em_code_size(frame->index)) != frame->offset) return 0;
    if (!certain && word(again, em_layout.frame_previous) == 0 && i + 1 < stack->depth) return 0;
  }
  return 1;
}

/*
 * Between the reading of a function's frame and that of its caller's, tens of nanoseconds, the function may have returned and
 * the caller gone on: the caller's line would then be one that never called it. So the uppermost frames are read twice. Where
 * nothing moved, the look counts as it is; where something did, the places that are known to call the function tell.
 * (To drop such looks would be to drop the shortest calls.) 0 when it can't be told.
 */
static int mend_callers(const struct em_walker *w, struct em_stack *stack, int certain) {
  int still = stood_still(w, stack, certain);
  for (int i = 0; i + 1 < stack->depth && i + 1 < EM_TWICE; i++) {
    struct em_frame *child = &stack->frames[i], *parent = &stack->frames[i + 1];
    if (still) {
      /* Not certain, it may be the same place, come round again: that teaches only where nothing better can. */
      if (certain || cannot_join) em_edge_note(parent, child, certain);
      continue;
    }
    const uint8_t *again = em_recent_copy(w, stack->at[i + 1], 1);
    int32_t later = INT32_MIN;
    if (again != NULL && code_of(again) == parent->code) later = offset_of(again, parent->code, em_code_size(parent->index));
    if (!em_edge_mend(parent, child, later)) return 0;
  }
  return 1;
}

static int walk(struct em_walker *w, uint64_t tstate, struct em_stack *out, int *joined) {
  for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
    uint64_t top;
    if (attempt % 4 == 3) em_pause(); /* on one processor the thread, caught half way through a call, must get on first */
    out->attempts = attempt + 1;
    if (!em_look(w, tstate, &top)) continue;
    enum result result = follow(w, top, out);
    if (result == TORN) {
      if (w->count == EM_WALKER_SPANS) w->count = 0;
      continue;
    }
    remember(w, out);
    if (result == DIRTY && attempt < PATIENCE) continue;
    int mended = mend_callers(w, out, *joined > 0);
    /* A chain that ends elsewhere than the last one must do so twice: a frame that is taken off the stack loses its link. */
    if (!out->cut && out->root != w->root) {
      w->root = out->root;
      continue;
    }
    if (result == DIRTY && top_now(w, tstate) != top) continue;
    if (mended) return 1;
    /* On the processor of the thread it can't run while we look. Once is enough for a place: it is known from then on. */
    if (attempt < 2 || *joined == JOINS || cannot_join) continue;
    cannot_join = !em_cpu_join(w->system_id);
    *joined += !cannot_join;
  }
  return 0;
}

int em_walk_thread(struct em_walker *w, uint64_t tstate, struct em_stack *out) {
  int joined = 0;
  int whole = walk(w, tstate, out, &joined);
  if (joined > 0) em_cpu_leave();
  out->joined = joined;
  return whole;
}
