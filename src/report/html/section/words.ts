import type { FailureClass, LossOwner, StepsSection } from '#schema';

/** Failure classes in words. */
export const failureClassWords: Readonly<Record<FailureClass, string>> = {
  'tool-error': 'tool error',
  'wrong-result': 'wrong result',
  policy: 'policy',
  limit: 'timeout or limit',
  'gave-up': 'gave up',
  refused: 'refused',
  other: 'other',
};

/** Owners of losses in words. */
export const lossOwnerWords: Readonly<Record<LossOwner, string>> = {
  infrastructure: 'infrastructure',
  'user-simulator': 'simulated user',
  judge: 'judge',
  plan: 'taken out of the plan',
};

/** Reactions to a failed call in words. */
export const reactionWords: Readonly<Record<StepsSection['afterError'][number]['reaction'], string>> = {
  'repeated-identically': 'repeated it identically',
  'changed-arguments': 'changed the arguments',
  'used-another-tool': 'used another tool',
  'told-or-asked-user': 'told or asked the user',
  'handed-over': 'handed over to a person',
  'gave-up': 'gave up',
};
