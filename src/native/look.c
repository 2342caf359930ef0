/* One look at a thread's stack: which memory to copy, in which order, and where the copies are. */
#include "look.h"

#include "frame_data.h"

#define PAGE 4096u
#define BELOW 512u
#define WINDOW 2048u
#define SPARE_SPANS 6

/* Remembers the memory around a frame, so that the next look at the stack takes it in the same breath as the rest. */
void em_learn(struct em_walker *w, uint64_t frame) {
  uint64_t page = frame & ~(uint64_t)(PAGE - 1);
  uint64_t low = frame, high = frame + em_layout.frame_size;
  if (w->count == EM_WALKER_SPANS) return;
  if (em_layout.frame_owner != EM_ABSENT) { /* frames lie one behind the other; before 3.11 each is an object of its own */
    low = frame - page > BELOW ? frame - BELOW : page;
    high = low + WINDOW < page + PAGE ? low + WINDOW : page + PAGE;
    if (high < frame + em_layout.frame_size) high = frame + em_layout.frame_size;
  }
  w->spans[w->count++] = (struct em_learned){low, (uint32_t)(high - low), 0, 0, 0};
}

/* Puts the spans that this walk used first, in the order of their use (the leaf's memory is read first), and a few others after. */
void em_settle(struct em_walker *w, int used) {
  struct em_learned kept[EM_WALKER_SPANS];
  int count = 0, spare = 0;
  for (int i = 0; i < w->count; i++) {
    struct em_learned *span = &w->spans[i];
    if (span->use != 0) kept[span->use - 1] = *span;
  }
  count = used;
  for (int i = 0; i < w->count && spare < SPARE_SPANS; i++) {
    struct em_learned *span = &w->spans[i];
    if (span->use != 0 || span->age >= 100) continue;
    kept[count] = *span;
    kept[count++].age++;
    spare++;
  }
  for (int i = 0; i < count; i++) {
    if (i < used) kept[i].age = 0;
    kept[i].use = 0;
  }
  memcpy(w->spans, kept, (size_t)count * sizeof *kept);
  w->count = count;
}

/*
 * Whether a look took much longer than they usually do: it was interrupted half way, and what it saw is no longer one
 * moment. That has nothing to do with what the program does, so looking again doesn't favour any of its code.
 */
static int was_interrupted(struct em_walker *w, uint64_t took, int spans) {
  uint64_t usual = w->usual_spans == spans ? w->usual : took;
  w->usual_spans = spans;
  w->usual = took < usual ? usual - usual / 32 : usual + usual / 32 + 1;
  return took > usual + usual / 2;
}

/*
 * The uppermost frames of the last looks come first, each by itself, twice: they are what moves, and the less lies between the
 * reading of the top pointer and theirs, the nearer the look is to one moment. Returns the number of spans.
 */
static int add_recent(struct em_walker *w, struct em_span *spans, int count, uint32_t *at) {
  uint32_t size = (uint32_t)em_layout.frame_size;
  int recent = 0;
  while (recent < EM_RECENT && w->recent[recent] != 0) recent++;
  for (int copy = 0; copy < 2; copy++) {
    for (int i = 0; i < recent; i++) spans[count++] = (struct em_span){w->recent[i], size};
  }
  memcpy(w->looked, w->recent, sizeof w->looked);
  w->recent_at = *at;
  w->recent_count = recent;
  *at += 2 * (uint32_t)recent * size;
  return count;
}

const uint8_t *em_recent_copy(const struct em_walker *w, uint64_t frame, int copy) {
  for (int i = 0; i < w->recent_count; i++) {
    if (w->looked[i] == frame) return w->data + w->recent_at + (uint32_t)(copy * w->recent_count + i) * em_layout.frame_size;
  }
  return NULL;
}

/* One look at a thread: its top pointer and all memory that its stack is known to use. 0 when memory went away meanwhile. */
int em_look(struct em_walker *w, uint64_t tstate, uint64_t *top) {
  struct em_span spans[EM_GATHER_SPANS];
  const struct em_layout *l = &em_layout;
  int head = 1;
  spans[0] = (struct em_span){tstate + l->ts_frame, 8};
  if (l->cframe_frame != EM_ABSENT && w->cframe != 0) spans[head++] = (struct em_span){w->cframe + l->cframe_frame, 8};
  uint32_t words = (uint32_t)head * 8, at = words;
  head = add_recent(w, spans, head, &at);
  int taken = 0;
  for (; taken < w->count && at + w->spans[taken].length <= EM_GATHER_BYTES; taken++) {
    struct em_learned *span = &w->spans[taken];
    spans[head + taken] = (struct em_span){span->address, span->length};
    span->at = at;
    span->use = 0;
    at += span->length;
  }
  w->count = taken;
  uint64_t before = em_now();
  size_t done = em_gather(spans, head + taken, &w->data);
  if (was_interrupted(w, em_now() - before, head + taken)) return 0;
  if (done < words + 2u * (uint32_t)w->recent_count * em_layout.frame_size) {
    memset(w->recent, 0, sizeof w->recent); /* the memory of one of them is gone */
    if (done < words) w->cframe = 0;
    return 0;
  }
  for (int i = 0; i < w->count; i++) {
    if (w->spans[i].at + w->spans[i].length <= done) continue;
    w->spans[i] = w->spans[w->count - 1]; /* gone; those behind it were not read, and are, at the next look */
    w->count--;
    return 0;
  }
  *top = word(w->data, 0);
  if (l->cframe_frame == EM_ABSENT || *top == 0) return 1;
  if (*top != w->cframe) {
    w->cframe = *top;
    return 0;
  }
  *top = word(w->data, 8);
  return 1;
}

/* The memory of a frame in the last look; NULL when it was not in it. */
const uint8_t *em_find(struct em_walker *w, uint64_t frame, int *hint, int *used) {
  const uint8_t *recent = em_recent_copy(w, frame, 0);
  if (recent != NULL) return recent;
  uint64_t size = em_layout.frame_size;
  for (int k = 0; k < w->count; k++) {
    int i = *hint + k < w->count ? *hint + k : *hint + k - w->count;
    struct em_learned *span = &w->spans[i];
    if (span->at == 0 || frame < span->address || frame + size > span->address + span->length) continue;
    if (span->use == 0) span->use = ++*used;
    *hint = i;
    return w->data + span->at + (frame - span->address);
  }
  return NULL;
}
