/* Which bytes are looked at: a countdown to the next sampled byte, drawn at random, that spends a budget of time. */
#ifndef EMBERLINE_INTERVALS_H
#define EMBERLINE_INTERVALS_H

#include <stdint.h>

/* Bytes until the next sampled one; a block that takes it below 0 is sampled. Lost updates of a race only move the next sample. */
extern int64_t em_countdown;

/* Begins anew: every block is sampled. */
void em_interval_begin(uint64_t now);
/* Nothing is sampled any more. */
void em_interval_rest(void);

/* How many blocks a sampled block of `size` bytes stands for: 1 over the chance that it was sampled. */
double em_interval_weight(uint64_t size);

/* After a sample that cost `effort` (1: a usual one): draws the next one, and adapts the interval to what may be spent. */
void em_interval_next(uint64_t now, double effort);

/* Four times a second or so: comes back to a finer interval where little was sampled since. */
void em_interval_look(uint64_t now);

/* The mean number of bytes between samples now; 1: every block. */
uint64_t em_interval_bytes(void);

uint64_t em_interval_random(void);

#endif
