import type { SeamClock } from '../clock.ts';

/** A clock that moves only when somebody sleeps, and then at once. */
export class ManualClock implements SeamClock {
  #ms = 1000;

  wall(): string {
    return new Date(Date.UTC(2026, 0, 1) + this.#ms).toISOString();
  }

  ms(): number {
    return this.#ms;
  }

  async sleep(ms: number): Promise<void> {
    this.#ms += ms;
  }
}
