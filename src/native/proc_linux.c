/* What Linux tells of this process's threads in /proc: what they wait for, and on which processor they run. */
#ifdef __linux__
#define _GNU_SOURCE
#include "platform.h"

#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define PROCESSOR 37 /* fields of /proc/self/task/ID/stat between the command and the processor */

static cpu_set_t before;

/* Reads a small file of a thread; 0 when there is none. Only on the library's thread: it has descriptors of its own. */
static int read_task(uint64_t id, const char *name, char *text, size_t size) {
  char path[64];
  snprintf(path, sizeof path, "/proc/self/task/%lu/%s", (unsigned long)id, name);
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return 0;
  ssize_t n = read(fd, text, size - 1);
  close(fd);
  text[n < 0 ? 0 : n] = 0;
  return n > 0;
}

/* /proc tells the system call a thread is in, and its arguments: a futex inside the GIL is waiting for the GIL. */
enum em_activity em_thread_activity(uint64_t id, uint64_t gil, uint64_t gil_size, int gil_is_held) {
  char text[160];
  (void)gil_is_held;
  if (!read_task(id, "syscall", text, sizeof text)) return EM_UNKNOWN;
  if (strncmp(text, "running", 7) == 0) return EM_RUNNING;
  char *rest;
  long number = strtol(text, &rest, 10);
  if (number < 0) return EM_RUNNING; /* blocked, but not by a system call of its own: a page fault */
  uint64_t first = strtoull(rest, NULL, 16);
  if (number == SYS_futex && first >= gil && first < gil + gil_size) return EM_BLOCKED_ON_GIL;
  return EM_BLOCKED;
}

int em_cpu_join(uint64_t id) {
  char text[1024];
  if (id == 0 || !read_task(id, "stat", text, sizeof text)) return 0;
  const char *at = strrchr(text, ')');
  for (int i = 0; at != NULL && i < PROCESSOR; i++) at = strchr(at + 1, ' ');
  if (at == NULL) return 0;
  int cpu = atoi(at + 1);
  cpu_set_t now, one;
  CPU_ZERO(&one);
  CPU_SET(cpu, &one);
  if (sched_getaffinity(0, sizeof now, &now) != 0) return 0;
  if (CPU_COUNT(&now) > 1) before = now;
  return sched_setaffinity(0, sizeof one, &one) == 0;
}

void em_cpu_leave(void) { sched_setaffinity(0, sizeof before, &before); }
#endif
