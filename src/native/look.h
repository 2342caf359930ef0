/* One look at a thread's stack, all its memory copied as near to one moment as can be. Only on the library's thread. */
#ifndef EMBERLINE_LOOK_H
#define EMBERLINE_LOOK_H

#include "walker.h"

/*
 * Copies the thread's top pointer, its uppermost frames (twice) and all memory that its stack is known to use. *top: its current
 * frame. 0 when memory went away meanwhile, or the look was interrupted: look again.
 */
int em_look(struct em_walker *walker, uint64_t tstate, uint64_t *top);

/* Remembers the memory around a frame for the next look. */
void em_learn(struct em_walker *walker, uint64_t frame);

/* The copy of a frame in the last look, NULL when it is not in it. `hint` and `used` start at 0 for each walk. */
const uint8_t *em_find(struct em_walker *walker, uint64_t frame, int *hint, int *used);

/* The first (0) or second (1) copy of an uppermost frame, NULL when the look had none. */
const uint8_t *em_recent_copy(const struct em_walker *walker, uint64_t frame, int copy);

/* Orders what is remembered by its use in this walk, and forgets what is no longer used. */
void em_settle(struct em_walker *walker, int used);

#endif
