/* Which call sites call which functions, in one hash table of fixed size. */
#include "edges.h"

#include <stdlib.h>
#include <string.h>

#define SLOTS 16384u
#define SITES 12
#define CERTAIN 4 /* what a look at a thread that stood still counts; others can be the same place, come round again */

struct edge {
  uint32_t parent, child;
  int32_t offset[SITES];
  uint16_t seen[SITES]; /* 0: no site */
  uint8_t used;
};

static struct edge *edges;
static uint32_t count;

static struct edge *find(uint32_t parent, uint32_t child) {
  if (edges == NULL && (edges = calloc(SLOTS, sizeof *edges)) == NULL) return NULL;
  if (count > SLOTS / 4 * 3) { /* a program of very many calls: learn anew */
    memset(edges, 0, SLOTS * sizeof *edges);
    count = 0;
  }
  uint32_t at = (uint32_t)(((uint64_t)parent << 32 | child) * 0x9E3779B97F4A7C15u >> 40) % SLOTS;
  while (edges[at].used && (edges[at].parent != parent || edges[at].child != child)) at = (at + 1) % SLOTS;
  return &edges[at];
}

void em_edge_note(const struct em_frame *parent, const struct em_frame *child, int certain) {
  struct edge *edge = find(parent->index, child->index);
  if (edge == NULL) return;
  if (!edge->used) {
    edge->used = 1;
    edge->parent = parent->index;
    edge->child = child->index;
    count++;
  }
  int place = 0;
  for (int i = 0; i < SITES; i++) {
    if (edge->seen[i] != 0 && edge->offset[i] == parent->offset) {
      if (edge->seen[i] < UINT16_MAX - CERTAIN) edge->seen[i] += certain ? CERTAIN : 1;
      return;
    }
    if (edge->seen[i] < edge->seen[place]) place = i;
  }
  edge->offset[place] = parent->offset;
  edge->seen[place] = certain ? CERTAIN : 1;
}

int em_edge_mend(struct em_frame *parent, const struct em_frame *child, int32_t later) {
  struct edge *edge = find(parent->index, child->index);
  if (edge == NULL || !edge->used) return 0;
  int proven = 0, only = 0, agrees = 0;
  for (int i = 0; i < SITES; i++) {
    if (edge->seen[i] < CERTAIN) continue;
    if (edge->offset[i] == parent->offset) return 1;
    if (edge->offset[i] == later) agrees = 1;
    proven++;
    only = i;
  }
  if (!agrees && proven != 1) return 0;
  parent->offset = agrees ? later : edge->offset[only];
  return 1;
}
