/* The sampling thread: life, questions to it, and the buffer of samples that it fills. */
#ifndef EMBERLINE_SAMPLER_H
#define EMBERLINE_SAMPLER_H

#include <stdint.h>

#include "threads.h"

enum em_state { EM_STATE_PYTHON, EM_STATE_NATIVE, EM_STATE_WAITING, EM_STATE_IDLE, EM_STATE_COLLECTING, EM_STATE_UNKNOWN };

struct em_row {
  uint64_t at;     /* end of the time it stands for, on em_now's clock */
  uint32_t thread;
  uint32_t node;
  uint32_t wall;   /* nanoseconds */
  uint32_t cpu;    /* nanoseconds, UINT32_MAX where not measured */
  uint8_t state;   /* em_state */
};

struct em_counts {
  uint64_t samples; /* observations */
  uint64_t lost;    /* walks that saw no consistent stack */
  uint64_t retries; /* looks beyond the first */
  uint64_t own_cpu; /* nanoseconds of the sampling thread */
  uint64_t ticks;
  uint64_t joins;   /* times that the sampling thread joined the processor of a thread to see it stand still */
  uint64_t full;    /* rows that had no place: their time went into the thread's next row */
};

extern struct em_counts em_counts;

/* Takes the rows sampled since the last call; they stay valid until the next. */
const struct em_row *em_rows_take(uint32_t *count);

/* Runs `question` on the library's thread between two ticks and waits for it. Returns 0 when that thread isn't running. */
int em_ask(void (*question)(void));

#endif
