/** Runs a task at most once per animation frame, however often it is asked for. */
export class FrameScheduler {
  private handle: number | null = null;

  constructor(private readonly task: () => void) {}

  request(): void {
    this.handle ??= requestAnimationFrame(() => {
      this.handle = null;
      this.task();
    });
  }

  cancel(): void {
    if (this.handle !== null) {
      cancelAnimationFrame(this.handle);
      this.handle = null;
    }
  }
}
