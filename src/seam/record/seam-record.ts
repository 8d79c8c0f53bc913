import type { SeamEvent } from './seam-event.ts';

/** Where events go, in the order they are appended. What is appended is kept before `append` returns, secrets taken out. */
export interface SeamRecord {
  append(event: SeamEvent): void;
}
