/* The hash table of sampled blocks that live. */
#include "blocks.h"

#include <stdlib.h>
#include <string.h>

#include "intervals.h"

#define FIRST (1u << 12)
#define MOST (1u << 18) /* places: 6 MB */
#define FULL 255        /* a filter's place that has lost count; it stays */

uint8_t em_filter[1u << EM_FILTER_BITS];

static struct em_block *table; /* open addressing, address 0 is empty */
static uint32_t mask, count;
static uint64_t thinnings;

static uint32_t home(uint64_t address) { return (uint32_t)((address >> 4) * 0x9E3779B97F4A7C15u >> 32) & mask; }

static uint8_t *filter(uint64_t address) { return &em_filter[address >> 4 & ((1u << EM_FILTER_BITS) - 1)]; }

static uint32_t find(uint64_t address) {
  uint32_t at = home(address);
  while (table[at].address != 0 && table[at].address != address) at = (at + 1) & mask;
  return at;
}

static void fill(struct em_block *from, uint32_t places) {
  for (uint32_t i = 0; i < places; i++) {
    if (from[i].address != 0) table[find(from[i].address)] = from[i];
  }
}

/*
 * The table is as large as it may get: of the blocks that are one of many, every other one goes, and those that stay stand for
 * two. Their bytes are accounted for already; that half as many frees will count twice as much changes no mean.
 */
static void thin(void) {
  uint32_t places = mask + 1;
  struct em_block *old = table, *fresh = calloc(places, sizeof *fresh);
  if (fresh == NULL) return;
  double light = 4 * (double)em_interval_bytes();
  memset(em_filter, 0, sizeof em_filter);
  table = fresh;
  count = 0;
  for (uint32_t i = 0; i < places; i++) {
    struct em_block *block = &old[i];
    if (block->address == 0) continue;
    if (block->bytes <= light) {
      if (em_interval_random() >> 40 & 1) continue;
      block->bytes *= 2;
      block->blocks *= 2;
    }
    table[find(block->address)] = *block;
    uint8_t *place = filter(block->address);
    if (*place < FULL) ++*place;
    count++;
  }
  free(old);
  thinnings++;
}

static int make_room(void) {
  uint32_t places = table == NULL ? 0 : mask + 1;
  if (count + 1 <= places / 4 * 3) return 1;
  if (places >= MOST) {
    thin();
    return count + 1 < places / 10 * 9; /* many blocks of more than an interval: they are not thinned */
  }
  uint32_t wanted = places ? places * 2 : FIRST;
  struct em_block *old = table, *more = calloc(wanted, sizeof *more);
  if (more == NULL) return count + 1 < places;
  table = more;
  mask = wanted - 1;
  fill(old, places);
  free(old);
  return 1;
}

int em_block_add(const struct em_block *block, struct em_block *replaced) {
  replaced->address = 0;
  if (!make_room()) return 0;
  uint32_t at = find(block->address);
  if (table[at].address != 0) {
    *replaced = table[at];
  } else {
    uint8_t *place = filter(block->address);
    if (*place < FULL) ++*place;
    count++;
  }
  table[at] = *block;
  return 1;
}

int em_block_take(const void *address, struct em_block *out) {
  uint64_t wanted = (uint64_t)(uintptr_t)address;
  if (table == NULL || wanted == 0) return 0;
  uint32_t hole = find(wanted);
  if (table[hole].address == 0) return 0;
  *out = table[hole];
  uint8_t *place = filter(wanted);
  if (*place < FULL) --*place;
  count--;
  /* Those behind it move up as far as their home allows, so that no chain is cut. */
  for (uint32_t at = (hole + 1) & mask; table[at].address != 0; at = (at + 1) & mask) {
    if (((at - home(table[at].address)) & mask) < ((at - hole) & mask)) continue;
    table[hole] = table[at];
    hole = at;
  }
  table[hole].address = 0;
  return 1;
}

uint32_t em_block_count(void) { return count; }
uint64_t em_block_thinnings(void) { return thinnings; }

void em_blocks_forget(void) {
  memset(em_filter, 0, sizeof em_filter);
  free(table);
  table = NULL;
  mask = count = 0;
}
