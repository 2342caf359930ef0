/** Follows the events that test/support/testEvents.ts writes, prints them as they come, and counts. */
import { existsSync, readFileSync } from 'node:fs';

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @typedef {{ event: 'passed' | 'failed' | 'skipped' | 'end', title: string, suite: string[], ms?: number, message?: string }} TestEvent
 */

const MARKS = { passed: '✓', failed: '✗', skipped: '-' };

export class EventFollower {
  /** @type {Counts} */
  counts = { passed: 0, failed: 0, skipped: 0 };
  /** Whether the runner came to its end: without it the process died on the way. */
  ended = false;
  #file;
  #read = 0;
  #suite = '';
  #timer;

  /** @param {string} file */
  constructor(file) {
    this.#file = file;
    this.#timer = setInterval(() => this.#poll(), 100);
  }

  /** Reads what is left and stops following. */
  finish() {
    clearInterval(this.#timer);
    this.#poll();
    return this.counts;
  }

  #poll() {
    if (!existsSync(this.#file)) {
      return;
    }
    const text = readFileSync(this.#file, 'utf8');
    const whole = text.lastIndexOf('\n') + 1;
    for (const line of text.slice(this.#read, whole).split('\n')) {
      if (line !== '') {
        this.#take(JSON.parse(line));
      }
    }
    this.#read = Math.max(this.#read, whole);
  }

  /** @param {TestEvent} event */
  #take(event) {
    if (event.event === 'end') {
      this.ended = true;
      return;
    }
    this.counts[event.event] += 1;
    const suite = event.suite.filter((part) => part !== '').join(' › ');
    if (suite !== this.#suite) {
      this.#suite = suite;
      console.log(`  ${suite}`);
    }
    const slow = (event.ms ?? 0) >= 1000 ? ` (${((event.ms ?? 0) / 1000).toFixed(1)} s)` : '';
    console.log(`    ${MARKS[event.event]} ${event.title}${slow}`);
    if (event.message !== undefined) {
      console.log(event.message.replace(/^/gm, '        '));
    }
  }
}
