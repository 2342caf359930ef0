/* The buffer of samples between the sampling thread and the drain. */
#ifndef EMBERLINE_ROWS_H
#define EMBERLINE_ROWS_H

#include "sampler.h"

/* Adds a row, or lengthens the thread's last one when it waits as before. 0 when there is no place. */
int em_row_add(struct em_thread *thread, const struct em_row *row);

/* In the child of a fork: empties the buffers and makes their lock anew. */
void em_rows_forget(void);

#endif
