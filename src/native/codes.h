/* The table of code objects that were seen: which, what they are, and whether the address can still be trusted. */
#ifndef EMBERLINE_CODES_H
#define EMBERLINE_CODES_H

#include <stdint.h>

enum em_code_state {
  EM_CODE_SEEN,   /* memory may be used again by another code object: checked at every sight */
  EM_CODE_PINNED, /* we own a reference: the address stays what it is */
  EM_CODE_GONE    /* died before it could be pinned: known by its copies alone; checked at every sight */
};

struct em_code {
  uint64_t address;
  uint64_t filename, name, qualname, linetable, bytes; /* pointers as first seen: the object's identity */
  uint32_t firstlineno;
  uint32_t size;  /* bytes of byte code */
  uint8_t state;  /* em_code_state */
  uint8_t suspends; /* 1: a generator's or coroutine's (known before 3.11 only, where frames don't tell) */
  uint8_t *copies; /* copies of file name, qualified name and line table, as EM_COPIES sections: u32 length, bytes */
  uint32_t copies_size;
};

#define EM_COPIES 3

/*
 * Index of the code object at an address, EM_NONE if there is none. `own_thread`: see em_intern. Call with the tables locked.
 * Copies what names it at first sight; a later code object at the same address gets an index of its own.
 */
uint32_t em_code_find(uint64_t address, int own_thread);

/* Bytes of byte code of a known code; 0 for EM_NONE. */
uint32_t em_code_size(uint32_t index);
int em_code_suspends(uint32_t index);

/* Looks the code up without reading memory: EM_NONE when it isn't known or isn't pinned. */
uint32_t em_code_pinned(uint64_t address);

/* Takes a reference to an object (Py_IncRef); called with the GIL held. */
extern void (*em_hold)(void *);

#endif
