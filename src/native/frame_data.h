/* The fields of one frame's memory, wherever a copy of it lies. */
#ifndef EMBERLINE_FRAME_DATA_H
#define EMBERLINE_FRAME_DATA_H

#include <string.h>

#include "layout.h"

#define EM_OWNED_BY_GENERATOR 1
#define EM_OWNED_BY_FRAME_OBJECT 2 /* 3 and 4: the interpreter's own, without Python code */
#define EM_LAST_OWNER 4

static inline uint64_t word(const uint8_t *from, uint64_t offset) {
  uint64_t value;
  memcpy(&value, from + offset, sizeof value);
  return value;
}

static inline uint64_t code_of(const uint8_t *frame) { return word(frame, em_layout.frame_code) & ~em_layout.frame_code_mask; }

static inline int owner_of(const uint8_t *frame) {
  return em_layout.frame_owner == EM_ABSENT ? 0 : frame[em_layout.frame_owner];
}

/* The byte offset of the instruction that the frame is at; INT32_MIN when it can't belong to the code. */
static inline int32_t offset_of(const uint8_t *frame, uint64_t code, uint32_t size) {
  if (em_layout.frame_ip_kind == EM_IP_POINTER) {
    int64_t offset = (int64_t)(word(frame, em_layout.frame_ip) - (code + em_layout.code_bytes));
    if (offset == -2) return -1; /* prev_instr before the first instruction */
    return offset < 0 || offset >= (int64_t)size || offset % 2 != 0 ? INT32_MIN : (int32_t)offset;
  }
  int32_t last;
  memcpy(&last, frame + em_layout.frame_ip, sizeof last);
  if (last < 0) return last == -1 ? -1 : INT32_MIN;
  int64_t offset = em_layout.frame_ip_kind == EM_IP_UNITS ? (int64_t)last * 2 : last;
  return offset >= (int64_t)size ? INT32_MIN : (int32_t)offset;
}

#endif
