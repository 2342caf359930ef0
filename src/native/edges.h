/* Which call sites call which functions, as looks at a standing thread showed: mends looks at one that moved. */
#ifndef EMBERLINE_EDGES_H
#define EMBERLINE_EDGES_H

#include "frames.h"

/* A look showed that `parent`, at its offset, called `child`; `certain`: the thread stood still during it. */
void em_edge_note(const struct em_frame *parent, const struct em_frame *child, int certain);

/*
 * A look in which `parent` may have moved on since it called `child`: puts its offset right. `later` is its offset a moment
 * later, INT32_MIN when unknown. Returns 0 when it can't be told where the call was.
 */
int em_edge_mend(struct em_frame *parent, const struct em_frame *child, int32_t later);

#endif
