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
 * The child of a node. When the table is full, `parent` itself (em_stacks_full tells); EM_NONE without memory, or when `parent` is.
 * Tables locked by the caller, here and below.
 */
uint32_t em_node_child(uint32_t parent, uint32_t code, int32_t offset);

/* The node of a stack of a thread (index in the table of threads) whose codes are known by index. */
uint32_t em_intern_known(uint32_t thread, const struct em_frame *frames, int count, int cut);

int em_stacks_full(void);

/* In the child of a fork: forgets all stacks, and makes the lock of the tables anew. */
void em_stacks_forget(void);

#endif
