import { redactEvent } from './redact-event.ts';
import type { SeamEvent } from './seam-event.ts';
import type { SeamRecord } from './seam-record.ts';

/** A record in memory, for whoever takes the events of a trial up when it is over. */
export class MemoryRecord implements SeamRecord {
  readonly #events: SeamEvent[] = [];

  get events(): readonly SeamEvent[] {
    return this.#events;
  }

  append(event: SeamEvent): void {
    this.#events.push(redactEvent(event));
  }
}
