/* The walk of another thread's frames: what it remembers between looks, and what it gives. */
#ifndef EMBERLINE_WALKER_H
#define EMBERLINE_WALKER_H

#include "frames.h"
#include "platform.h"

#define EM_WALKER_SPANS (EM_GATHER_SPANS - EM_WALKER_HEAD - 2 * EM_RECENT)

/* So many of a stack's uppermost frames are looked at twice in one look, to tell whether they moved meanwhile. */
#define EM_TWICE 5
#define EM_RECENT 12
#define EM_WALKER_HEAD 4

/* Memory that the thread's stack was found in. */
struct em_learned {
  uint64_t address;
  uint32_t length;
  uint32_t at;  /* where the last look put it; 0: not in it */
  uint16_t use; /* in the last walk: 1 for the leaf's, counting up; 0: not used */
  uint16_t age; /* walks since it was used */
};

struct em_walker {
  struct em_learned spans[EM_WALKER_SPANS];
  int count;
  uint64_t system_id; /* of the thread, 0 when unknown */
  uint64_t cframe; /* 3.11, 3.12: the _PyCFrame that the thread state pointed to */
  uint64_t usual;  /* how long a look takes, nanoseconds: about the median */
  int usual_spans; /* of how many spans that is */
  uint64_t root;   /* the last frame of the last whole chain */
  uint64_t recent[EM_RECENT]; /* addresses of uppermost frames of the last looks, the latest first */
  uint64_t caller[EM_RECENT]; /* of each, the frame below it; 0: none */
  uint64_t looked[EM_RECENT]; /* what `recent` was at the last look */
  uint32_t recent_at;         /* where that put its copies of them */
  int recent_count;           /* how many it has, each twice */
  const uint8_t *data;
};

struct em_stack {
  struct em_frame frames[EM_MAX_DEPTH]; /* leaf first */
  int depth;
  int cut;      /* 1: there were more frames below */
  int attempts; /* looks that it took */
  int joined;   /* times that the thread's processor was joined for it */
  uint64_t root;
  uint64_t at[EM_TWICE]; /* addresses of the uppermost frames */
};

/*
 * Walks the frames of the thread of a thread state, which may run meanwhile. Only on the library's thread, tables locked.
 * Returns 0 when no consistent chain was seen.
 */
int em_walk_thread(struct em_walker *walker, uint64_t tstate, struct em_stack *out);

#endif
