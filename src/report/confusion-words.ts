import type { ConfusionOperator } from '#schema';

/** What people call the ways in which a user is unclear. */
export const confusionWords: Readonly<Record<ConfusionOperator, string>> = {
  correction: 'corrects mid-sentence',
  'never-mind': 'asks, then "never mind"',
  'vague-pronoun': 'vague pronoun',
  contradiction: 'contradicts what was said',
  'topic-switch': 'switches the topic',
  impatience: 'gets impatient',
  'late-correction': 'corrects a detail later',
};
