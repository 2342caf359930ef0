/* Where the interpreter keeps what the walker reads: one flat table that Python fills in (native_layout.py, same order). */
#ifndef EMBERLINE_LAYOUT_H
#define EMBERLINE_LAYOUT_H

#include <stdint.h>

#define EM_ABSENT UINT64_MAX

enum em_ip_kind {
  EM_IP_BYTES = 0, /* int32: index into the byte code (3.9) */
  EM_IP_UNITS = 1, /* int32: index in 2-byte units (3.10) */
  EM_IP_POINTER = 2 /* pointer into the code object itself (3.11 and later) */
};

/* Every field is 8 bytes. Offsets are in bytes from the start of the structure named first; EM_ABSENT where there is none. */
struct em_layout {
  uint64_t version; /* 0x030b for 3.11 */

  /* addresses in this process */
  uint64_t interpreter;  /* the main PyInterpreterState */
  uint64_t code_type;    /* PyCode_Type */
  uint64_t gil;          /* struct _gil_runtime_state of the main interpreter */
  uint64_t finalizing;   /* _PyRuntime's pointer to the finalizing thread */
  uint64_t current_tstate; /* function: PyThreadState *(void), the caller's own, without checks */

  /* PyInterpreterState */
  uint64_t interp_threads;
  uint64_t interp_collecting;

  /* the GIL */
  uint64_t gil_locked;
  uint64_t gil_holder;
  uint64_t gil_size;

  /* PyThreadState */
  uint64_t ts_next;
  uint64_t ts_interp;
  uint64_t ts_frame; /* the current frame, or the _PyCFrame that points to it */
  uint64_t ts_ident;
  uint64_t ts_native_id;
  uint64_t cframe_frame; /* _PyCFrame (3.11, 3.12): its current frame */

  /* PyFrameObject (3.9, 3.10) or _PyInterpreterFrame */
  uint64_t frame_code;
  uint64_t frame_previous;
  uint64_t frame_ip;
  uint64_t frame_ip_kind;
  uint64_t frame_owner;
  uint64_t frame_size; /* bytes to read of a frame */
  uint64_t frame_code_mask; /* tag bits of the code reference to clear */

  /* PyCodeObject */
  uint64_t code_filename;
  uint64_t code_name;
  uint64_t code_qualname;
  uint64_t code_firstlineno;
  uint64_t code_linetable;
  uint64_t code_bytes; /* the byte code: inline, or (ip kinds 0 and 1) a pointer to a bytes object */
  uint64_t code_size;  /* bytes to read of a code object before its byte code */
};

#define EM_LAYOUT_FIELDS (sizeof(struct em_layout) / sizeof(uint64_t))

/* The layout in use; written once by em_configure, before any thread of ours starts. */
extern struct em_layout em_layout;

#endif
