/* Sampled blocks that live: found by their address when they are freed. */
#ifndef EMBERLINE_BLOCKS_H
#define EMBERLINE_BLOCKS_H

#include <stddef.h>
#include <stdint.h>

struct em_block {
  uint64_t address;
  double bytes;   /* what it stands for */
  float blocks;
  uint32_t account;
};

#define EM_FILTER_BITS 20

/* How many blocks of the table an address may be one of (255: that or more): 0 tells at once that it is none of them. */
extern uint8_t em_filter[1u << EM_FILTER_BITS];

static inline int em_block_perhaps(const void *address) {
  return em_filter[(uintptr_t)address >> 4 & ((1u << EM_FILTER_BITS) - 1)] != 0;
}

/* Remembers a block. 0 when there is no memory for it. A block of the same address, whose end was not seen, goes to *replaced. */
int em_block_add(const struct em_block *block, struct em_block *replaced);

/* Takes a block out of the table; 0 when it isn't in it. */
int em_block_take(const void *address, struct em_block *out);

uint32_t em_block_count(void);
uint64_t em_block_thinnings(void);
void em_blocks_forget(void);

#endif
