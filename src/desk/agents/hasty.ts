import { openDeskProgram } from './open-desk-program.ts';

/** `hasty`: a bundled agent for the order desk that means well and takes short cuts. A rule-driven program, no language model. */
export const hasty = openDeskProgram({
  name: 'hasty',
  version: '1',
  remembers: 10,
  readsHastily: 0.3,
  skipsVerification: { pressed: 0.5, calm: 0.06 },
  skipsClauses: 0.15,
  givesIn: 0.35,
  trustsTotal: 0.25,
  actsAtOnce: 0.12,
  looksBeforeRepeating: false,
  claimsUnseen: 0.3,
});
