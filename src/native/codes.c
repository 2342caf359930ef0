/* The table of code objects that were seen, by address and identity. */
#include "codes.h"

#include <stdlib.h>
#include <string.h>

#include "frames.h"
#include "layout.h"
#include "platform.h"
#include "tables.h"

#define MAX_CODE_HEADER 512
#define MAX_NAME 4096
#define MAX_LINETABLE 65536
#define MAX_PINNED 20000
#define OLD_FLAGS 36 /* co_flags before 3.11, and those of generators, coroutines and asynchronous generators in it */
#define SUSPENDING 0x2A0u

static struct em_code *codes;
static uint32_t count, capacity;
static uint32_t *slots; /* index + 1 by address; 0 is empty */
static uint32_t slot_mask;
static uint32_t pinned;

void (*em_hold)(void *);

static size_t fetch(uint64_t address, void *out, size_t length, int own_thread) {
  if (!own_thread) return em_read(address, out, length);
  memcpy(out, (const void *)(uintptr_t)address, length);
  return length;
}

static uint32_t *slot_of(uint64_t address) {
  uint32_t at = (uint32_t)((address >> 4) * 0x9E3779B97F4A7C15u >> 32) & slot_mask;
  while (slots[at] != 0 && codes[slots[at] - 1].address != address) at = (at + 1) & slot_mask;
  return &slots[at];
}

static int grow(void) {
  if (count < capacity) return 1;
  uint32_t wanted = capacity ? capacity * 2 : 1024;
  struct em_code *more = realloc(codes, wanted * sizeof *more);
  if (more == NULL) return 0;
  codes = more;
  uint32_t *table = calloc((size_t)wanted * 2, sizeof *table);
  if (table == NULL) return 0;
  free(slots);
  slots = table;
  slot_mask = wanted * 2 - 1;
  capacity = wanted;
  for (uint32_t i = 0; i < count; i++) *slot_of(codes[i].address) = i + 1; /* the latest of an address wins */
  return 1;
}

static uint64_t word(const uint8_t *from, uint64_t offset) {
  uint64_t value;
  memcpy(&value, from + offset, sizeof value);
  return value;
}

/* Fills in what identifies the code object at `address`; 0 when there is none. */
static int identify(uint64_t address, struct em_code *out, int own_thread) {
  uint8_t header[MAX_CODE_HEADER];
  const struct em_layout *l = &em_layout;
  if (address == 0 || address % 8 != 0 || fetch(address, header, l->code_size, own_thread) != l->code_size) return 0;
  if (word(header, 8) != l->code_type) return 0;
  memset(out, 0, sizeof *out);
  out->address = address;
  out->filename = word(header, l->code_filename);
  out->name = word(header, l->code_name);
  out->qualname = l->code_qualname == EM_ABSENT ? out->name : word(header, l->code_qualname);
  out->linetable = word(header, l->code_linetable);
  int32_t line;
  memcpy(&line, header + l->code_firstlineno, sizeof line);
  out->firstlineno = (uint32_t)line;
  if (l->frame_ip_kind == EM_IP_POINTER) {
    uint64_t units = word(header, 16);
    if (units == 0 || units > (1u << 28)) return 0;
    out->size = (uint32_t)(units * 2);
    return 1;
  }
  uint32_t flags;
  memcpy(&flags, header + OLD_FLAGS, sizeof flags);
  out->suspends = (flags & SUSPENDING) != 0;
  uint8_t bytes[24];
  out->bytes = word(header, l->code_bytes);
  if (out->bytes == 0 || fetch(out->bytes, bytes, sizeof bytes, own_thread) != sizeof bytes) return 0;
  out->size = (uint32_t)word(bytes, 16);
  return out->size != 0;
}

static int same(const struct em_code *a, const struct em_code *b) {
  return a->filename == b->filename && a->name == b->name && a->qualname == b->qualname && a->linetable == b->linetable &&
         a->bytes == b->bytes && a->firstlineno == b->firstlineno && a->size == b->size;
}

static uint32_t copy_object(uint64_t address, uint32_t limit, uint8_t *out) {
  uint8_t head[24];
  uint32_t length = 0;
  if (address != 0 && em_read(address, head, sizeof head) == sizeof head) {
    uint64_t wanted = word(head, 16) * 4 + 80; /* text of the widest kind, with the widest head; bytes have less */
    length = wanted > limit ? limit : (uint32_t)wanted;
    length = (uint32_t)em_read(address, out + 4, length);
  }
  memcpy(out, &length, sizeof length);
  return length + 4;
}

/* Copies the objects that name the code, so that its name survives it. A code seen on its own thread is held instead. */
static void keep_copies(struct em_code *code, int own_thread) {
  static uint8_t room[2 * MAX_NAME + MAX_LINETABLE + 16];
  if (own_thread) return;
  uint32_t used = copy_object(code->filename, MAX_NAME, room);
  used += copy_object(code->qualname, MAX_NAME, room + used);
  used += copy_object(code->linetable, MAX_LINETABLE - 80, room + used);
  code->copies = malloc(used);
  if (code->copies == NULL) return;
  memcpy(code->copies, room, used);
  code->copies_size = used;
}

uint32_t em_code_pinned(uint64_t address) {
  if (slots == NULL) return EM_NONE;
  uint32_t found = *slot_of(address);
  return found != 0 && codes[found - 1].state == EM_CODE_PINNED ? found - 1 : EM_NONE;
}

uint32_t em_code_find(uint64_t address, int own_thread) {
  uint32_t known = em_code_pinned(address);
  if (known != EM_NONE) return known;
  struct em_code fresh;
  if (!identify(address, &fresh, own_thread)) return EM_NONE;
  if (slots != NULL) {
    uint32_t found = *slot_of(address);
    if (found != 0 && same(&codes[found - 1], &fresh)) return found - 1;
  }
  if (!grow()) return EM_NONE;
  if (own_thread && pinned < MAX_PINNED) {
    em_hold((void *)(uintptr_t)address);
    fresh.state = EM_CODE_PINNED;
    pinned++;
  }
  keep_copies(&fresh, own_thread);
  codes[count] = fresh;
  *slot_of(address) = count + 1;
  return count++;
}

uint32_t em_code_size(uint32_t index) { return index < count ? codes[index].size : 0; }
int em_code_suspends(uint32_t index) { return index < count && codes[index].suspends; }

uint32_t em_code_count(void) { return count; }

const struct em_code *em_code_at(uint32_t index) { return index < count ? &codes[index] : NULL; }

/* A freed object's first word is a free list's pointer or 0; a live one's is a count, with small flags above it. */
static int is_alive(uint64_t address) {
  uint64_t references;
  if (em_read(address, &references, sizeof references) != sizeof references) return 0;
  uint32_t low = (uint32_t)references, high = (uint32_t)(references >> 32);
  return low != 0 && (high & 0xFFFFu) == 0;
}

void em_codes_check(uint32_t first, uint32_t last, uint8_t *alive) {
  for (uint32_t i = first; i < last; i++) {
    struct em_code now;
    alive[i - first] = identify(codes[i].address, &now, 0) && same(&codes[i], &now) && is_alive(codes[i].address);
  }
}

void em_codes_settle(uint32_t first, uint32_t last, const uint8_t *alive) {
  for (uint32_t i = first; i < last; i++) {
    if (codes[i].state == EM_CODE_PINNED) continue;
    int latest = *slot_of(codes[i].address) == i + 1;
    if (alive[i - first] && latest && pinned < MAX_PINNED) {
      em_hold((void *)(uintptr_t)codes[i].address);
      codes[i].state = EM_CODE_PINNED;
      pinned++;
      free(codes[i].copies);
      codes[i].copies = NULL;
      codes[i].copies_size = 0;
    } else {
      codes[i].state = EM_CODE_GONE;
    }
  }
}
