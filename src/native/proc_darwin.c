/* What macOS tells of this process's threads: their CPU time and whether they run. */
#ifdef __APPLE__
#include "platform.h"

#include <libproc.h>
#include <unistd.h>

#define RUNS 1 /* TH_STATE_RUNNING */
#define WAITS 3 /* TH_STATE_WAITING; 4: the same, in the kernel's own hands */

static int ask(uint64_t id, struct proc_threadinfo *info) {
  return proc_pidinfo(getpid(), PROC_PIDTHREADID64INFO, id, info, sizeof *info) == (int)sizeof *info;
}

/* Whole microseconds, given in nanoseconds. */
uint64_t em_thread_cpu(uint64_t id) {
  struct proc_threadinfo info;
  return ask(id, &info) ? info.pth_user_time + info.pth_system_time : UINT64_MAX;
}

/* What a thread waits for isn't told: while another holds the GIL, it may be the GIL. */
enum em_activity em_thread_activity(uint64_t id, uint64_t gil, uint64_t gil_size, int gil_is_held) {
  struct proc_threadinfo info;
  (void)gil, (void)gil_size;
  if (!ask(id, &info)) return EM_UNKNOWN;
  if (info.pth_run_state == RUNS) return EM_RUNNING;
  if (info.pth_run_state < WAITS) return EM_UNKNOWN;
  return gil_is_held ? EM_BLOCKED_ON_SOMETHING : EM_BLOCKED;
}

int em_cpu_join(uint64_t id) {
  (void)id;
  return 0; /* a thread can't choose its processor */
}

void em_cpu_leave(void) {}
#endif
