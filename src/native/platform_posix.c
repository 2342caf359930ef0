/* Clocks, lock, thread and alarm on Linux and macOS. */
#ifndef _WIN32
#define _GNU_SOURCE
#define _DARWIN_C_SOURCE
#include "platform.h"

#include <errno.h>
#include <signal.h>
#include <time.h>

static pthread_t worker;
static pthread_mutex_t alarm_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t alarm_bell;
static int alarm_rung;
static int alarm_ready;
static pthread_cond_t reply_bell = PTHREAD_COND_INITIALIZER;
static int replied;

void em_lock(em_mutex *mutex) { pthread_mutex_lock(mutex); }
void em_unlock(em_mutex *mutex) { pthread_mutex_unlock(mutex); }

uint64_t em_own_ident(void) { return (uint64_t)(uintptr_t)pthread_self(); }

static uint64_t read_clock(clockid_t clock) {
  struct timespec t;
  if (clock_gettime(clock, &t) != 0) return UINT64_MAX;
  return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

uint64_t em_own_cpu(void) { return read_clock(CLOCK_THREAD_CPUTIME_ID); }

#ifdef __linux__
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

uint64_t em_now(void) { return read_clock(CLOCK_MONOTONIC); }

uint64_t em_own_thread_id(void) { return (uint64_t)syscall(SYS_gettid); }

/* The kernel's own encoding of a thread's CPU clock; unlike pthread_getcpuclockid it is safe for a thread that has ended. */
uint64_t em_thread_cpu(uint64_t id) {
  if (id == 0 || id > INT32_MAX) return UINT64_MAX;
  return read_clock((clockid_t)((~(unsigned)id << 3) | 6u));
}
#else
#include <mach/mach_time.h>

uint64_t em_now(void) {
  static mach_timebase_info_data_t base;
  if (base.denom == 0) mach_timebase_info(&base);
  return (uint64_t)((__uint128_t)mach_absolute_time() * base.numer / base.denom);
}

uint64_t em_own_thread_id(void) {
  uint64_t id = 0;
  pthread_threadid_np(NULL, &id);
  return id;
}
#endif

static void prepare_alarm(void) {
  pthread_condattr_t attributes;
  pthread_condattr_init(&attributes);
#ifdef __linux__
  pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
#endif
  pthread_cond_init(&alarm_bell, &attributes);
  pthread_condattr_destroy(&attributes);
  alarm_rung = 0;
  alarm_ready = 1;
}

static void *run(void *body) {
#ifdef __linux__
  prctl(PR_SET_NAME, "emberline", 0, 0, 0);
  prctl(PR_SET_TIMERSLACK, 1000, 0, 0, 0);
#else
  pthread_setname_np("emberline");
#endif
  ((void (*)(void))body)();
  return NULL;
}

int em_thread_start(void (*body)(void)) {
  if (!alarm_ready) prepare_alarm();
  sigset_t all, before;
  sigfillset(&all);
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, 256 * 1024);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  int error = pthread_create(&worker, &attributes, run, (void *)body);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  pthread_attr_destroy(&attributes);
  return error;
}

void em_thread_join(void) { pthread_join(worker, NULL); }

void em_thread_forget(void) {
  pthread_mutex_init(&alarm_lock, NULL);
  pthread_cond_init(&reply_bell, NULL);
  replied = 0;
  prepare_alarm();
}

void em_alarm_ring(void) {
  pthread_mutex_lock(&alarm_lock);
  alarm_rung = 1;
  pthread_cond_signal(&alarm_bell);
  pthread_mutex_unlock(&alarm_lock);
}

void em_reply_give(void) {
  pthread_mutex_lock(&alarm_lock);
  replied = 1;
  pthread_cond_signal(&reply_bell);
  pthread_mutex_unlock(&alarm_lock);
}

void em_reply_wait(void) {
  pthread_mutex_lock(&alarm_lock);
  while (!replied) pthread_cond_wait(&reply_bell, &alarm_lock);
  replied = 0;
  pthread_mutex_unlock(&alarm_lock);
}

void em_pause(void) {
  struct timespec moment = {0, 1000};
  nanosleep(&moment, NULL);
}

static int wait_for(uint64_t ns) {
  struct timespec t;
#ifdef __linux__
  uint64_t end = em_now() + ns;
  t.tv_sec = (time_t)(end / 1000000000u);
  t.tv_nsec = (long)(end % 1000000000u);
  return pthread_cond_timedwait(&alarm_bell, &alarm_lock, &t);
#else
  t.tv_sec = (time_t)(ns / 1000000000u);
  t.tv_nsec = (long)(ns % 1000000000u);
  return pthread_cond_timedwait_relative_np(&alarm_bell, &alarm_lock, &t);
#endif
}

void em_alarm_wait(uint64_t ns) {
  pthread_mutex_lock(&alarm_lock);
  int result = 0;
  while (!alarm_rung && result != ETIMEDOUT) {
    result = ns == UINT64_MAX ? pthread_cond_wait(&alarm_bell, &alarm_lock) : wait_for(ns);
    if (result != 0 && result != ETIMEDOUT) break;
  }
  alarm_rung = 0;
  pthread_mutex_unlock(&alarm_lock);
}
#endif
