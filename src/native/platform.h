/* What the operating system gives us: clocks, a lock, a thread with an alarm, memory that may not be there. */
#ifndef EMBERLINE_PLATFORM_H
#define EMBERLINE_PLATFORM_H

#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32)
#define EM_EXPORT __declspec(dllexport)
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
typedef SRWLOCK em_mutex;
#define EM_MUTEX_INIT SRWLOCK_INIT
#else
#define EM_EXPORT __attribute__((visibility("default")))
#include <pthread.h>
typedef pthread_mutex_t em_mutex;
#define EM_MUTEX_INIT PTHREAD_MUTEX_INITIALIZER
#endif

void em_lock(em_mutex *mutex);
void em_unlock(em_mutex *mutex);

/* Nanoseconds on the clock of Python's time.perf_counter_ns. */
uint64_t em_now(void);

/* CPU time of the calling thread, in nanoseconds. */
uint64_t em_own_cpu(void);

/*
 * CPU time of a thread of this process in nanoseconds; UINT64_MAX when it can't be had. `id` is the system's thread id.
 * EM_CPU_IS_EXACT: a thread that ran since the last call has a larger one. (Windows counts whole ticks of its clock.)
 */
uint64_t em_thread_cpu(uint64_t id);
#ifdef _WIN32
#define EM_CPU_IS_EXACT 0
#else
#define EM_CPU_IS_EXACT 1
#endif

/* Starts the one thread of this library, with every signal blocked. Returns 0, or an errno. */
int em_thread_start(void (*body)(void));
void em_thread_join(void);
/* In the child of a fork: the thread is gone, its primitives are made anew. */
void em_thread_forget(void);

/* Waits for `ns` nanoseconds (UINT64_MAX: for ever) or until em_alarm_ring; only on the library's thread. */
void em_alarm_wait(uint64_t ns);
void em_alarm_ring(void);

/* One question at a time from another thread: it waits for the reply that the library's thread gives. */
void em_reply_wait(void);
void em_reply_give(void);

/* Lets other threads of this processor run for a moment. */
void em_pause(void);

/* Prepares reading on the library's thread; returns 0, or an errno when this process may not read its own memory. */
int em_memory_open(void);
void em_memory_close(void);
/* Which way memory is read, for the record. */
const char *em_memory_method(void);

struct em_span {
  uint64_t address;
  uint32_t length;
};

#define EM_GATHER_BYTES (1u << 20)
#define EM_GATHER_SPANS 640

/*
 * Copies spans of this process's memory, one behind the other, in order and as near to one instant as the system allows.
 * Stops at the first address that can't be read. *out is valid until the next call. Returns the bytes copied.
 * Only on the library's thread.
 */
size_t em_gather(const struct em_span *spans, int count, const uint8_t **out);

/* Copies up to `length` bytes without disturbing the last em_gather; returns the bytes copied. Only on the library's thread. */
size_t em_read(uint64_t address, void *out, size_t length);

/*
 * Moves the library's thread to the processor that another thread of this process runs on, where the two can't run at once.
 * 0 where the system doesn't tell or allow it. em_cpu_leave takes it back.
 */
int em_cpu_join(uint64_t id);
void em_cpu_leave(void);

/* What a thread is doing, as far as the system tells. */
enum em_activity { EM_UNKNOWN, EM_RUNNING, EM_BLOCKED, EM_BLOCKED_ON_GIL, EM_BLOCKED_ON_SOMETHING };

/*
 * `gil`, `gil_size`: the GIL's memory, to tell a thread that waits for it; `gil_is_held`: whether there is anything to wait for.
 * Only on the library's thread.
 */
enum em_activity em_thread_activity(uint64_t id, uint64_t gil, uint64_t gil_size, int gil_is_held);

/* The calling thread's id as the system counts, and its ident as Python calls it. */
uint64_t em_own_thread_id(void);
uint64_t em_own_ident(void);

#endif
