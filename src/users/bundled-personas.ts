import type { Persona } from '#schema';

/** Ways of behaving that a suite may name without describing them. */
export const bundledPersonas: readonly Persona[] = [
  { name: 'plain', verbosity: 'plain', patience: 3, tone: 'neutral', volunteers: false, insists: 0 },
  { name: 'terse', verbosity: 'terse', patience: 3, tone: 'neutral', volunteers: false, insists: 0 },
  { name: 'chatty', verbosity: 'chatty', patience: 4, tone: 'neutral', volunteers: true, insists: 0 },
  { name: 'polite', verbosity: 'plain', patience: 5, tone: 'polite', volunteers: false, insists: 0 },
  { name: 'impatient', verbosity: 'terse', patience: 1, tone: 'annoyed', volunteers: false, insists: 1 },
  { name: 'annoyed', verbosity: 'plain', patience: 2, tone: 'annoyed', volunteers: false, insists: 1 },
  { name: 'hostile', verbosity: 'plain', patience: 2, tone: 'hostile', volunteers: false, insists: 2 },
  {
    name: 'confused',
    verbosity: 'chatty',
    patience: 4,
    tone: 'polite',
    volunteers: false,
    insists: 0,
    wavers: true,
  },
];
