/* Walks the calling thread's own Python frames with direct loads. */
#include "frames.h"

#include "frame_data.h"

struct em_layout em_layout;

int em_walk_current(struct em_frame *out, int max, int *cut) {
  uint64_t (*current)(void) = (uint64_t(*)(void))(uintptr_t)em_layout.current_tstate;
  uint64_t tstate = current();
  *cut = 0;
  if (tstate == 0) return 0;
  uint64_t at = word((const uint8_t *)(uintptr_t)tstate, em_layout.ts_frame);
  if (at != 0 && em_layout.cframe_frame != EM_ABSENT) at = word((const uint8_t *)(uintptr_t)at, em_layout.cframe_frame);
  int depth = 0;
  while (at != 0) {
    const uint8_t *frame = (const uint8_t *)(uintptr_t)at;
    at = word(frame, em_layout.frame_previous);
    if (owner_of(frame) > EM_OWNED_BY_FRAME_OBJECT) continue;
    uint64_t code = code_of(frame);
    if (code == 0) continue;
    if (depth == max) {
      *cut = 1;
      break;
    }
    int32_t offset = offset_of(frame, code, INT32_MAX);
    out[depth++] = (struct em_frame){code, offset < 0 ? -1 : offset, EM_NONE};
  }
  return depth;
}
