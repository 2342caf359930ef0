/* What each call path allocated, freed, holds and held when the heap was largest. Not thread-safe: the heap's lock. */
#ifndef EMBERLINE_ACCOUNTS_H
#define EMBERLINE_ACCOUNTS_H

#include <stdint.h>

/* The account of a node, EM_NONE without memory. */
uint32_t em_account_of(uint32_t node);

void em_account_made(uint32_t account, double bytes, double blocks, uint64_t now);
void em_account_freed(uint32_t account, double bytes, double blocks);

struct em_totals {
  double held, blocks;
  double peak;        /* the most that was ever held */
  uint64_t peak_at;   /* on em_now's clock */
};

extern struct em_totals em_totals;

/* Accounts that changed since they were last taken, and accounts in all. */
uint32_t em_accounts_changed(void);
uint32_t em_account_count(void);

/* Takes the changes of at most `max` accounts; returns how many. */
uint32_t em_accounts_take(uint32_t max, uint32_t *node, double *allocated, double *allocations, double *freed, double *frees);

/* What accounts held at the peak, where that is anything; returns how many, at most `max`. */
uint32_t em_accounts_at_peak(uint32_t max, uint32_t *node, double *held, double *blocks);

void em_accounts_forget(void);

#endif
