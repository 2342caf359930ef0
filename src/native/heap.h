/* The allocator hook: wraps Python's object and memory allocators, samples what they give, and follows it to its end. */
#ifndef EMBERLINE_HEAP_H
#define EMBERLINE_HEAP_H

#include "platform.h"

struct em_heap_counts {
  double held, blocks;    /* now, as the samples tell */
  double peak;
  uint64_t peak_at;
  uint64_t interval;      /* bytes between samples now; 1: every block */
  uint64_t exact_until;   /* when the first block was left out, on em_now's clock; 0: none was */
  uint64_t samples;
  uint64_t lost;          /* samples that couldn't be kept */
  uint64_t live;          /* sampled blocks that live */
  uint64_t thinnings;
  uint64_t rows;          /* call paths with changes to take */
  uint64_t paths;         /* call paths in all */
};

/* Wraps the allocators. `get` and `set`: PyMem_GetAllocator and PyMem_SetAllocator. 0, or -1 when they don't take it. GIL held. */
EM_EXPORT int em_heap_start(uint64_t get, uint64_t set);

/* Ends it: gives the allocators back where nobody has wrapped them since, and lets all pass where somebody has. GIL held. */
EM_EXPORT void em_heap_stop(void);

/* In the child of a fork: ends it and forgets all. */
EM_EXPORT void em_heap_forget(void);

/* Whether allocations still come by here: 0 when the program has put other allocators in our place. `get` as above. */
EM_EXPORT int em_heap_is_asked(uint64_t make, uint64_t unmake);

EM_EXPORT void em_heap_read(struct em_heap_counts *out);

/* Takes the changes of at most `max` call paths since the last time; returns how many. Nodes as em_nodes tells them. */
EM_EXPORT uint32_t em_heap_take(uint32_t max, uint32_t *node, double *allocated, double *allocations, double *freed, double *frees);

/* What call paths held at the peak. */
EM_EXPORT uint32_t em_heap_at_peak(uint32_t max, uint32_t *node, double *held, double *blocks);

#endif
