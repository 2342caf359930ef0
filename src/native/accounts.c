/* Sums by call path, with what each held at the peak kept up to date at every change. */
#include "accounts.h"

#include <stdlib.h>
#include <string.h>

#include "frames.h"

struct account {
  uint32_t node;
  uint32_t peak; /* number of the peak that `held_at_peak` belongs to; an account that didn't change since holds the same now */
  double held, blocks;
  double held_at_peak, blocks_at_peak;
  double allocated, allocations, freed, frees; /* since they were last taken */
};

struct em_totals em_totals;

static struct account *accounts;
static uint32_t count, capacity;
static uint32_t *by_node; /* account + 1 */
static uint32_t nodes;
static uint32_t *changed; /* accounts with anything to take */
static uint32_t changed_count;
static uint32_t peak_number = 1;

static int grow(void) {
  if (count < capacity) return 1;
  uint32_t wanted = capacity ? capacity * 2 : 1024;
  struct account *more = realloc(accounts, wanted * sizeof *more);
  if (more == NULL) return 0;
  accounts = more;
  uint32_t *list = realloc(changed, wanted * sizeof *list);
  if (list == NULL) return 0;
  changed = list;
  capacity = wanted;
  return 1;
}

static int reach(uint32_t node) {
  if (node < nodes) return 1;
  uint32_t wanted = nodes ? nodes * 2 : 4096;
  while (wanted <= node) wanted *= 2;
  uint32_t *more = realloc(by_node, wanted * sizeof *more);
  if (more == NULL) return 0;
  memset(more + nodes, 0, (wanted - nodes) * sizeof *more);
  by_node = more;
  nodes = wanted;
  return 1;
}

uint32_t em_account_of(uint32_t node) {
  if (!reach(node)) return EM_NONE;
  if (by_node[node] != 0) return by_node[node] - 1;
  if (!grow()) return EM_NONE;
  accounts[count] = (struct account){.node = node};
  by_node[node] = ++count;
  return count - 1;
}

/* Before an account changes: what it holds is what it held at the last peak, unless it has changed since. */
static struct account *open_account(uint32_t index) {
  struct account *account = &accounts[index];
  if (account->peak != peak_number) {
    account->peak = peak_number;
    account->held_at_peak = account->held;
    account->blocks_at_peak = account->blocks;
  }
  if (account->allocations == 0 && account->frees == 0) changed[changed_count++] = index;
  return account;
}

void em_account_made(uint32_t index, double bytes, double blocks, uint64_t now) {
  struct account *account = open_account(index);
  account->held += bytes;
  account->blocks += blocks;
  account->allocated += bytes;
  account->allocations += blocks;
  em_totals.held += bytes;
  em_totals.blocks += blocks;
  if (em_totals.held > em_totals.peak) {
    em_totals.peak = em_totals.held;
    em_totals.peak_at = now;
    peak_number++;
  }
}

void em_account_freed(uint32_t index, double bytes, double blocks) {
  struct account *account = open_account(index);
  account->held -= bytes;
  account->blocks -= blocks;
  account->freed += bytes;
  account->frees += blocks;
  em_totals.held -= bytes;
  em_totals.blocks -= blocks;
}

uint32_t em_accounts_changed(void) { return changed_count; }
uint32_t em_account_count(void) { return count; }

uint32_t em_accounts_take(uint32_t max, uint32_t *node, double *allocated, double *allocations, double *freed, double *frees) {
  uint32_t rows = changed_count < max ? changed_count : max;
  for (uint32_t i = 0; i < rows; i++) {
    struct account *account = &accounts[changed[--changed_count]];
    node[i] = account->node;
    allocated[i] = account->allocated;
    allocations[i] = account->allocations;
    freed[i] = account->freed;
    frees[i] = account->frees;
    account->allocated = account->allocations = account->freed = account->frees = 0;
  }
  return rows;
}

uint32_t em_accounts_at_peak(uint32_t max, uint32_t *node, double *held, double *blocks) {
  uint32_t rows = 0;
  for (uint32_t i = 0; i < count && rows < max; i++) {
    const struct account *account = &accounts[i];
    int changed_since = account->peak == peak_number;
    double bytes = changed_since ? account->held_at_peak : account->held;
    if (bytes < 0.5) continue; /* freed ones may stand for a little more than what was made */
    node[rows] = account->node;
    held[rows] = bytes;
    blocks[rows++] = changed_since ? account->blocks_at_peak : account->blocks;
  }
  return rows;
}

void em_accounts_forget(void) {
  free(accounts);
  free(by_node);
  free(changed);
  accounts = NULL;
  by_node = changed = NULL;
  count = capacity = nodes = changed_count = 0;
  em_totals = (struct em_totals){0};
}
