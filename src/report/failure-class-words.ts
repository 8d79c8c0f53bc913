import type { FailureClass } from '#schema';

/** What people call the classes of failure. */
export const failureClassWords: Readonly<Record<FailureClass, string>> = {
  'tool-error': 'tool error',
  'wrong-result': 'wrong result',
  policy: 'policy',
  limit: 'timeout or limit',
  broken: 'agent broke',
  'gave-up': 'gave up',
  refused: 'refused',
  other: 'other',
};
