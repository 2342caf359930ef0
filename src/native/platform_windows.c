/* Clocks, lock, thread and alarm on Windows. */
#ifdef _WIN32
#include "platform.h"

#include <errno.h>

#ifndef CREATE_WAITABLE_TIMER_HIGH_RESOLUTION
#define CREATE_WAITABLE_TIMER_HIGH_RESOLUTION 2
#endif
#define TICK 100u /* nanoseconds in the system's unit of time */

static HANDLE worker, bell, timer, reply;

void em_lock(em_mutex *mutex) { AcquireSRWLockExclusive(mutex); }
void em_unlock(em_mutex *mutex) { ReleaseSRWLockExclusive(mutex); }

uint64_t em_own_ident(void) { return GetCurrentThreadId(); }
uint64_t em_own_thread_id(void) { return GetCurrentThreadId(); }

uint64_t em_now(void) {
  static uint64_t frequency;
  LARGE_INTEGER value;
  if (frequency == 0) {
    QueryPerformanceFrequency(&value);
    frequency = (uint64_t)value.QuadPart;
  }
  QueryPerformanceCounter(&value);
  uint64_t count = (uint64_t)value.QuadPart;
  return count / frequency * 1000000000u + count % frequency * 1000000000u / frequency;
}

static uint64_t cpu_of(HANDLE thread) {
  FILETIME begun, ended, kernel, user;
  if (!GetThreadTimes(thread, &begun, &ended, &kernel, &user)) return UINT64_MAX;
  uint64_t ticks = ((uint64_t)kernel.dwHighDateTime << 32 | kernel.dwLowDateTime);
  return (ticks + ((uint64_t)user.dwHighDateTime << 32 | user.dwLowDateTime)) * TICK;
}

uint64_t em_own_cpu(void) { return cpu_of(GetCurrentThread()); }

uint64_t em_thread_cpu(uint64_t id) {
  HANDLE thread = OpenThread(THREAD_QUERY_LIMITED_INFORMATION, FALSE, (DWORD)id);
  if (thread == NULL) return UINT64_MAX;
  uint64_t cpu = cpu_of(thread);
  CloseHandle(thread);
  return cpu;
}

/* No call tells whether another thread runs or waits without looking at every thread of the system. */
enum em_activity em_thread_activity(uint64_t id, uint64_t gil, uint64_t gil_size, int gil_is_held) {
  (void)id, (void)gil, (void)gil_size, (void)gil_is_held;
  return EM_UNKNOWN;
}

int em_cpu_join(uint64_t id) {
  (void)id;
  return 0;
}

void em_cpu_leave(void) {}

static DWORD WINAPI run(void *body) {
  ((void (*)(void))body)();
  return 0;
}

static int prepare(void) {
  if (bell == NULL) bell = CreateEventW(NULL, FALSE, FALSE, NULL);
  if (reply == NULL) reply = CreateEventW(NULL, FALSE, FALSE, NULL);
  if (timer == NULL) timer = CreateWaitableTimerExW(NULL, NULL, CREATE_WAITABLE_TIMER_HIGH_RESOLUTION, TIMER_ALL_ACCESS);
  if (timer == NULL) timer = CreateWaitableTimerExW(NULL, NULL, 0, TIMER_ALL_ACCESS); /* before Windows 10 1803: whole milliseconds */
  return bell != NULL && reply != NULL && timer != NULL;
}

int em_thread_start(void (*body)(void)) {
  if (!prepare()) return ENOMEM;
  worker = CreateThread(NULL, 256 * 1024, run, (void *)(uintptr_t)body, STACK_SIZE_PARAM_IS_A_RESERVATION, NULL);
  return worker == NULL ? EAGAIN : 0;
}

void em_thread_join(void) {
  WaitForSingleObject(worker, INFINITE);
  CloseHandle(worker);
  worker = NULL;
}

void em_thread_forget(void) {} /* there is no fork */

void em_alarm_wait(uint64_t ns) {
  HANDLE both[2] = {bell, timer};
  LARGE_INTEGER due = {.QuadPart = -(LONGLONG)(ns / TICK)}; /* negative: from now */
  if (ns == UINT64_MAX) {
    WaitForSingleObject(bell, INFINITE);
  } else if (SetWaitableTimer(timer, &due, 0, NULL, NULL, FALSE)) {
    WaitForMultipleObjects(2, both, FALSE, INFINITE);
  } else {
    Sleep(1);
  }
}

void em_alarm_ring(void) { SetEvent(bell); }
void em_reply_give(void) { SetEvent(reply); }
void em_reply_wait(void) { WaitForSingleObject(reply, INFINITE); }

void em_pause(void) { Sleep(0); }
#endif
