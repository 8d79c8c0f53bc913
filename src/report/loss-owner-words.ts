import type { LossOwner } from '#schema';

/** What people call the owners of losses. */
export const lossOwnerWords: Readonly<Record<LossOwner, string>> = {
  infrastructure: 'infrastructure',
  'user-simulator': 'simulated user',
  judge: 'judge',
  plan: 'taken out of the plan',
};
