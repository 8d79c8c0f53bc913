import type { Evidence, Grade } from '#schema';

/** What a check found: a grade without its grader. */
export interface Finding {
  readonly finding: Grade['finding'];
  readonly evidence: readonly Evidence[];
}

/** One piece of evidence. */
export function evidenceOf(message: string, step: number | null = null, quote: string | null = null): Evidence {
  return { message, step, quote };
}

/**
 * A check that could not be judged, and why.
 *
 * @param code stable, such as `no-world`; the evidence begins with it
 */
export function notScored(code: string, reason: string): Finding {
  return { finding: 'not-scored', evidence: [evidenceOf(`${code}: ${reason}`)] };
}

/** Failed when something was found against it, else passed for the stated reason. */
export function failedBy(against: readonly Evidence[], passed: string): Finding {
  return against.length > 0
    ? { finding: 'fail', evidence: against }
    : { finding: 'pass', evidence: [evidenceOf(passed)] };
}
