/** The one error that people are meant to read: what happened, and the next step, each one sentence. */

/** Every way in which Emberline refuses; tests and telemetry-free bug reports go by the code, people by the message. */
export type ErrorCode =
  | 'recording-empty'
  | 'recording-foreign'
  | 'recording-newer'
  | 'recording-damaged'
  | 'recording-unreadable'
  | 'recording-without-metric'
  | 'python-not-found'
  | 'python-too-old'
  | 'python-not-cpython'
  | 'python-broken'
  | 'python-store-stub'
  | 'program-not-found'
  | 'program-not-python'
  | 'program-syntax-error'
  | 'program-untitled'
  | 'program-unsaved'
  | 'program-not-started'
  | 'workspace-untrusted'
  | 'run-in-progress'
  | 'shim-refused'
  | 'shim-missing'
  | 'panel-missing'
  | 'setting-invalid'
  | 'measuring-failed'
  | 'measuring-cancelled'
  | 'piece-needs-values'
  | 'piece-not-timed'
  | 'usage'
  | 'output-unwritable';

/** A failure with a next step. Anything else that is thrown is a fault of ours. */
export class EmberlineError extends Error {
  override readonly name = 'EmberlineError';

  /**
   * @param code which failure, for tests and callers that react to one kind
   * @param message what happened, one sentence
   * @param hint what to do next, one sentence
   */
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly hint: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
