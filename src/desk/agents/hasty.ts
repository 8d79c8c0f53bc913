import { openDeskProgram } from './open-desk-program.ts';

/** `hasty`: a bundled agent for the order desk that means well and takes short cuts. A rule-driven program, no language model. */
export const hasty = openDeskProgram({
  name: 'hasty',
  version: '1',
  remembers: 10,
  readsHastily: 0.25,
  skipsVerification: { pressed: 0.15, perAsking: 0.01 },
  skipsClauses: 0.08,
  givesIn: 0.35,
  guesses: 0.15,
  trustsTotal: 0.2,
  actsAtOnce: 0.05,
  looksBeforeRepeating: false,
  claimsUnseen: 0.3,
});
