/* Reads this process's own memory on macOS: the kernel copies, so a bad address is an error code, never a fault. */
#ifdef __APPLE__
#include "platform.h"

#include <errno.h>
#include <mach/mach_init.h>
#include <string.h>
#include <sys/mman.h>

/* As <mach/mach_vm.h> of Apple's kit has it, which cross compilers don't bring. */
extern kern_return_t mach_vm_read_overwrite(mach_port_t task, uint64_t address, uint64_t size, uint64_t out, uint64_t *out_size);

static uint8_t *buffer;

/* The kernel copies all of a range or nothing. */
static size_t copy(uint64_t address, void *out, size_t length) {
  uint64_t done = 0;
  kern_return_t result = mach_vm_read_overwrite(mach_task_self(), address, length, (uint64_t)(uintptr_t)out, &done);
  return result == KERN_SUCCESS ? (size_t)done : 0;
}

int em_memory_open(void) {
  uint64_t probe = 0x656d6265726c696eu, seen = 0;
  buffer = mmap(NULL, EM_GATHER_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0);
  if (buffer == MAP_FAILED) {
    buffer = NULL;
    return ENOMEM;
  }
  if (copy((uint64_t)(uintptr_t)&probe, &seen, sizeof seen) == sizeof seen && seen == probe && copy(64, &seen, sizeof seen) == 0) {
    return 0;
  }
  em_memory_close();
  return EPERM;
}

void em_memory_close(void) {
  if (buffer != NULL) munmap(buffer, EM_GATHER_BYTES);
  buffer = NULL;
}

const char *em_memory_method(void) { return "mach_vm_read_overwrite"; }

size_t em_gather(const struct em_span *spans, int count, const uint8_t **out) {
  size_t done = 0;
  *out = buffer;
  if (buffer == NULL || count > EM_GATHER_SPANS) return 0;
  for (int i = 0; i < count; i++) {
    if (done + spans[i].length > EM_GATHER_BYTES) return done;
    if (copy(spans[i].address, buffer + done, spans[i].length) != spans[i].length) return done;
    done += spans[i].length;
  }
  return done;
}

/* What names a code object is copied with some slack, which may reach beyond what is mapped: then as much as there is. */
size_t em_read(uint64_t address, void *out, size_t length) {
  const size_t page = 4096;
  if (buffer == NULL) return 0;
  size_t done = copy(address, out, length);
  if (done == length) return done;
  for (done = 0; done < length;) {
    size_t part = page - (size_t)((address + done) % page);
    if (part > length - done) part = length - done;
    if (copy(address + done, (uint8_t *)out + done, part) != part) break;
    done += part;
  }
  return done;
}
#endif
