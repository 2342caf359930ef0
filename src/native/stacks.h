/* Interns call stacks as a tree of nodes (parent, code, instruction offset): a stack is one 32-bit id. Thread-safe. */
#ifndef EMBERLINE_STACKS_H
#define EMBERLINE_STACKS_H

#include "frames.h"

/* Node 0 is the root of all. */
#define EM_ROOT 0u

/* In place of a code index: the node of a thread (its offset is the thread's index), and of frames that were cut off. */
#define EM_THREAD 0xFFFFFFFEu
#define EM_CUT 0xFFFFFFFDu

struct em_node {
  uint32_t parent; /* node; precedes its children */
  uint32_t code;   /* index in the code table, or EM_THREAD, EM_CUT */
  int32_t offset;  /* byte offset of the instruction */
};

/*
 * The node of a stack of the calling thread, as em_walk_current gave it; the caller holds the GIL.
 * Returns EM_NONE when a frame's code is not a code object, or when there is no memory. When the table is full the
 * nearest known ancestor is returned (em_stacks_full tells).
 */
uint32_t em_intern_current(struct em_frame *frames, int count, int cut);

/* The same for frames of a thread (index in the table of threads) whose codes are known by index. Tables locked by the caller. */
uint32_t em_intern_known(uint32_t thread, const struct em_frame *frames, int count, int cut);

int em_stacks_full(void);

/* In the child of a fork: forgets all stacks, and makes the lock of the tables anew. */
void em_stacks_forget(void);

#endif
