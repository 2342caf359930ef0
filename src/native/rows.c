/* The two buffers of samples: one is filled by the sampling thread while the other is read. */
#include "rows.h"

#include <stdlib.h>

#define MOST_ROWS (1u << 17)

static struct em_row *rows[2];
static uint32_t count[2], capacity[2];
static int filling;
static em_mutex lock = EM_MUTEX_INIT;

static int grow(void) {
  if (count[filling] < capacity[filling]) return 1;
  uint32_t wanted = capacity[filling] ? capacity[filling] * 2 : 2048;
  if (wanted > MOST_ROWS) return 0;
  struct em_row *more = realloc(rows[filling], wanted * sizeof *more);
  if (more == NULL) return 0;
  rows[filling] = more;
  capacity[filling] = wanted;
  return 1;
}

static int joins(const struct em_row *open, const struct em_row *row) {
  if (open->node != row->node || open->state != row->state) return 0;
  if (row->state != EM_STATE_IDLE && row->state != EM_STATE_WAITING) return 0;
  return (uint64_t)open->wall + row->wall < UINT32_MAX && open->cpu != UINT32_MAX && (uint64_t)open->cpu + row->cpu < UINT32_MAX;
}

int em_row_add(struct em_thread *thread, const struct em_row *row) {
  em_lock(&lock);
  int done = 1;
  struct em_row *open = thread->row < count[filling] ? &rows[filling][thread->row] : NULL;
  if (open != NULL && open->thread == row->thread && joins(open, row)) {
    open->at = row->at;
    open->wall += row->wall;
    open->cpu += row->cpu;
  } else if ((done = grow())) {
    thread->row = count[filling];
    rows[filling][count[filling]++] = *row;
  }
  if (done) thread->observed++;
  em_unlock(&lock);
  return done;
}

const struct em_row *em_rows_take(uint32_t *taken) {
  em_lock(&lock);
  int full = filling;
  filling = 1 - filling;
  count[filling] = 0;
  *taken = count[full];
  em_unlock(&lock);
  return rows[full];
}

void em_rows_forget(void) {
  em_mutex fresh = EM_MUTEX_INIT;
  lock = fresh;
  count[0] = count[1] = 0;
}
