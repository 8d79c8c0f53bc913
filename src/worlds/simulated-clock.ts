import { SeatrialError } from '#base';

/** When a world's clock starts and how far each tool call moves it. */
export interface ClockSpec {
  /** ISO 8601 with a zone, such as `2026-03-10T09:00:00Z`. */
  readonly startsAt: string;
  /** 30 when left out. */
  readonly stepSeconds?: number;
}

/**
 * A clock that knows only its calls: the first is at the start, each further one a step later. Every trial gets one, so the same calls always
 * happen at the same time.
 *
 * @throws WORLD_BAD_CLOCK for a start that is no date or a step below 0
 */
export function simulatedClock({ startsAt, stepSeconds = 30 }: ClockSpec): () => Date {
  const start = Date.parse(startsAt);
  if (!Number.isFinite(start) || !/(Z|[+-]\d\d:\d\d)$/.test(startsAt) || !(stepSeconds >= 0)) {
    throw new SeatrialError('WORLD_BAD_CLOCK', {
      message: `expected a start such as 2026-03-10T09:00:00Z and a step of at least 0 seconds, got ${JSON.stringify(startsAt)} and ${stepSeconds}`,
    });
  }
  let calls = 0;
  return () => new Date(start + calls++ * stepSeconds * 1000);
}
