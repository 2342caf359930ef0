/* The node of the calling thread's stack: what an allocator hook asks for, many times over for nearly the same stack. */
#ifndef EMBERLINE_OWN_STACK_H
#define EMBERLINE_OWN_STACK_H

#include <stdint.h>

/*
 * The node of the stack of the calling thread, which should hold the GIL. EM_ROOT when it has none that can be read; EM_NONE
 * for the profiler's own thread. Adds to *effort what it took beyond a usual sample. Not thread-safe: the heap's lock.
 */
uint32_t em_own_stack(double *effort);

void em_own_stack_forget(void);

#endif
