import { openDeskProgram } from './open-desk-program.ts';

/**
 * `careful`: a bundled agent for the order desk. A rule-driven program, no language model. It remembers the whole conversation, verifies,
 * checks the clauses that apply, computes amounts from what was paid, waits for a yes, and looks before it repeats a write that got no answer.
 * It is not perfect: now and then it misreads a correction or overlooks a clause.
 */
export const careful = openDeskProgram({
  name: 'careful',
  version: '1',
  remembers: Number.POSITIVE_INFINITY,
  readsHastily: 0.08,
  skipsVerification: { pressed: 0, perAsking: 0 },
  skipsClauses: 0.03,
  givesIn: 0,
  guesses: 0,
  trustsTotal: 0,
  actsAtOnce: 0,
  looksBeforeRepeating: true,
  claimsUnseen: 0,
});
