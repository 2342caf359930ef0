/* The table of Python threads that were seen, and the list of those that live now. */
#ifndef EMBERLINE_THREADS_H
#define EMBERLINE_THREADS_H

#include "walker.h"

struct em_thread {
  uint64_t tstate, ident, native_id;
  uint64_t system_id;  /* as the system counts threads, for its CPU clock; 0: unknown */
  uint64_t cpu;        /* its CPU clock at the last sample, UINT64_MAX when it can't be had */
  uint64_t owed;       /* CPU time that it used, but was not seen at: it had stopped by the time of the sample */
  uint64_t at;         /* time of the last sample */
  uint64_t frame_word; /* its current frame (or cframe), as the last tick read it */
  uint64_t seen_word;  /* the same at the last sample */
  uint32_t node;       /* stack of the last sample, EM_NONE before the first */
  uint32_t row;        /* its open row in the buffer of samples, EM_NONE if none */
  uint32_t observed;   /* observations since the last drain */
  uint32_t still;      /* ticks since it last did anything */
  uint8_t state;       /* of the last sample */
  uint8_t held;        /* whether it held the GIL at the last sample */
  uint8_t alive;
  uint8_t hidden;      /* our own: not sampled */
  struct em_walker *walker;
};

#define EM_MAX_LIVE 600

/* Before 3.11 a thread state has no system's id: where the C library keeps it, in bytes from the thread's ident; 0: unknown. */
extern uint64_t em_id_offset;

/* Reads the interpreter's list of threads and what else a tick needs, in one look. 0 when it could not be read. */
int em_threads_look(void);

/* After em_threads_look: the live threads, and the interpreter's state at that moment. */
extern struct em_thread *em_live[EM_MAX_LIVE];
extern int em_live_count;
extern uint64_t em_gil_holder; /* thread state that holds the GIL, 0 if none */
extern int em_collecting;      /* 1: the cyclic collector runs */
extern int em_finalizing;      /* 1: the interpreter is being torn down */

struct em_thread *em_thread_at(uint32_t index);
uint32_t em_thread_count(void);
uint32_t em_thread_index(const struct em_thread *thread);
/* The thread of this system id is the profiler's own: it is not sampled. */
void em_threads_hide(uint64_t system_id);
/* Forgets where stacks were found: the library's thread ends. */
void em_threads_rest(void);
/* In the child of a fork: forgets all threads; those that live are found anew. */
void em_threads_forget(void);

#endif
