/* What the modules of this library share about the tables of threads, codes and stacks; one lock for all three. */
#ifndef EMBERLINE_TABLES_H
#define EMBERLINE_TABLES_H

#include "codes.h"
#include "platform.h"
#include "stacks.h"

extern em_mutex em_tables_lock;

uint32_t em_code_count(void);
const struct em_code *em_code_at(uint32_t index);
/* Whether codes from `first` on are still what they were; on the library's thread, while the asking thread holds the GIL. */
void em_codes_check(uint32_t first, uint32_t last, uint8_t *alive);
/* Takes references to those that live; with the GIL held. */
void em_codes_settle(uint32_t first, uint32_t last, const uint8_t *alive);

/* Index of a thread in the table of threads, which it enters when it is new; EM_NONE when the table is full. */
uint32_t em_thread_find(uint64_t tstate, uint64_t ident, uint64_t native_id);

uint32_t em_node_count(void);
const struct em_node *em_node_at(uint32_t index);

#endif
