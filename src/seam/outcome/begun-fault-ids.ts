import type { SeamEvent, SeamEventOf } from '../record/seam-event.ts';

/**
 * Names each fault by the event that began it: later attempts that meet it because it lasts carry ids of their own in the record, and count as the same
 * fault. Reads the events of one trial in order, as they come.
 */
export class BegunFaultIds {
  readonly #calls = new Map<string, SeamEventOf<'call'>>();
  readonly #latest = new Map<string, string>();
  readonly #begun = new Map<string, string>();

  /** Reads on. */
  read(events: Iterable<SeamEvent>): void {
    for (const event of events) {
      if (event.kind === 'call') this.#calls.set(event.id, event);
      if (event.kind === 'fault') this.#take(event);
    }
  }

  /** The id of the fault that an event belongs to; its own where it is not known. */
  of(id: string): string {
    return this.#begun.get(id) ?? id;
  }

  #take({ id, rule, call, repeated }: SeamEventOf<'fault'>): void {
    const made = this.#calls.get(call);
    const intent = `${rule}\n${made?.server}\n${made?.operation}\n${made?.intent}`;
    // A tool that is gone is gone for all intents; every other fault lasts for one.
    const earlier = repeated ? (this.#latest.get(intent) ?? this.#latest.get(rule)) : undefined;
    this.#begun.set(id, earlier ?? id);
    this.#latest.set(intent, earlier ?? id);
    this.#latest.set(rule, earlier ?? id);
  }
}
