/* Walks the Python frames of a thread as raw memory: another thread's (sampler) or the caller's own (allocator hook). */
#ifndef EMBERLINE_FRAMES_H
#define EMBERLINE_FRAMES_H

#include <stdint.h>

/* Deeper stacks are cut at the root's end, and the cut is marked (EM_CUT). */
#define EM_MAX_DEPTH 2048

/* One frame of a stack. */
struct em_frame {
  uint64_t code;   /* address of the code object */
  int32_t offset;  /* byte offset of the instruction in the byte code; -1: not started */
  uint32_t index;  /* index in the code table; filled in by what interns it */
};

#define EM_NONE UINT32_MAX

/*
 * Walks the frames of the calling thread with direct loads. The caller must hold the GIL and be inside an interpreter
 * call (an allocator of the MEM or OBJ domain is). Allocates nothing, calls nothing of the interpreter's but the
 * thread-state getter, never faults on frames that are linked.
 * Writes at most `max` frames to `out`, leaf first; sets *cut to 1 when there were more. Returns the count, 0 when the
 * thread has no Python frames.
 */
int em_walk_current(struct em_frame *out, int max, int *cut);

#endif
