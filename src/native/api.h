/* What Python calls through ctypes. Unless told otherwise: one thread at a time, any thread, with the GIL held. */
#ifndef EMBERLINE_API_H
#define EMBERLINE_API_H

#include "platform.h"
#include "sampler.h"

/* Changes with every change of a signature or structure; native_library.py has the same number. */
#define EM_ABI 1

EM_EXPORT uint32_t em_abi(void);

/* Takes the layout (em_layout as an array of `count` u64) and Py_IncRef. Returns 0, or -1 when the array has another length. */
EM_EXPORT int em_configure(const uint64_t *layout, uint32_t count, void (*hold)(void *));

/* Starts the sampling thread, paused; nanoseconds between samples. Returns 0, or the errno of what was refused. */
EM_EXPORT int em_sampler_start(uint64_t interval);
/* Begins or pauses sampling. */
EM_EXPORT void em_sampler_run(int on);
/* Ends the thread. Tables and samples stay. */
EM_EXPORT void em_sampler_end(void);
/* In the child of a fork: the thread is not there any more; locks and tables are made anew, but for the codes. */
EM_EXPORT void em_sampler_forget(void);
EM_EXPORT const char *em_method(void);
EM_EXPORT void em_hide_thread(uint64_t system_id);

/*
 * Walks the stack of a thread state from the sampling thread, as a sample does (`how` 0), or the caller's own with direct loads (1).
 * Writes code addresses and byte offsets, leaf first; returns the count, -1 when no consistent stack was seen.
 */
EM_EXPORT int em_try_walk(int how, uint64_t tstate, uint64_t *codes, int32_t *offsets, int max);

/* Settles codes seen since the last call: holds those that live. Returns how many codes there are. */
EM_EXPORT uint32_t em_codes_update(void);
/* Address of a held code object, 0 when it is gone: then its copies tell what it was. */
EM_EXPORT uint64_t em_code_object(uint32_t index);
EM_EXPORT uint32_t em_code_copies(uint32_t index, const uint8_t **out, uint32_t *firstlineno, uint32_t *bytes);

/* Copies nodes from `first` on, as columns; returns how many there are in all. */
EM_EXPORT uint32_t em_nodes(uint32_t first, uint32_t max, uint32_t *parent, uint32_t *code, int32_t *offset);
/* Tells the site of nodes from `first` on, and whether their instruction is a call (C code when it is the leaf). */
EM_EXPORT int em_set_sites(uint32_t first, uint32_t count, const uint32_t *sites, const uint8_t *calls);

/* A thread's ident and system id; 1 while it lives, 0 when it has ended, -1 when it is the profiler's own. */
EM_EXPORT int em_thread_info(uint32_t index, uint64_t *ident, uint64_t *system_id);

/* Takes the samples since the last call; returns the number of rows. Call em_nodes after it: every node of a row is then known. */
EM_EXPORT uint32_t em_take(void);
/* Rows of one thread among those taken, and its observations; the columns of the samples record. Returns the rows written. */
EM_EXPORT uint32_t em_thread_rows(uint32_t thread, uint32_t *observed);
EM_EXPORT uint32_t em_columns(uint32_t thread, uint64_t *base, uint32_t *delta, uint32_t *site, uint32_t *wall, uint32_t *cpu,
                              uint8_t *state);

EM_EXPORT void em_read_counts(struct em_counts *out);

#endif
