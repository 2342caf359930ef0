/** Short movements between two numbers pairs that end within 120 ms and are skipped where the user asked for less motion. */

const DURATION_MS = 110;

export class Animation {
  private handle: number | null = null;

  /** `step` gets 0..1 eased; it is called with 1 exactly once, at the end. */
  run(step: (progress: number) => void): void {
    this.stop();
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
      step(1);
      return;
    }
    const start = performance.now();
    const frame = (now: number): void => {
      const linear = Math.min(1, Math.max(0, (now - start) / DURATION_MS));
      this.handle = linear < 1 ? requestAnimationFrame(frame) : null;
      step(1 - (1 - linear) ** 3);
    };
    this.handle = requestAnimationFrame(frame);
  }

  stop(): void {
    if (this.handle !== null) {
      cancelAnimationFrame(this.handle);
      this.handle = null;
    }
  }
}
