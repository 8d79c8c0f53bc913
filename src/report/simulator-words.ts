import type { SimulatorSection } from '#schema';

/** What people call the mistakes of a simulated user. */
export const simulatorWords: Readonly<Record<SimulatorSection['byCode'][number]['code'], string>> = {
  'unmapped-question': 'could not map a question',
  'unsupported-answer': 'said what the scenario does not support',
  'early-disclosure': 'told too early',
  'wrong-stop': 'left at the wrong time',
  'broken-role': 'fell out of its role',
};
