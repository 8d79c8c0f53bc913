import type { StepsSection } from '#schema';

/** What people call an agent's reactions to a failed call. */
export const reactionWords: Readonly<Record<StepsSection['afterError'][number]['reaction'], string>> = {
  'repeated-identically': 'repeated it identically',
  'changed-arguments': 'changed the arguments',
  'used-another-tool': 'used another tool',
  'told-or-asked-user': 'told or asked the user',
  'handed-over': 'handed over to a person',
  'gave-up': 'gave up',
};
