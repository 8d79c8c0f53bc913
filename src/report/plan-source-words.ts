import type { RunManifest } from '#schema';

/** What people call the places that a run's plan of trials can come from. */
export const planSourceWords: Readonly<Record<RunManifest['suite']['planSource'], string>> = {
  manifest: 'the given manifest',
  harness: 'the harness',
  source: 'the other rows of its file',
  rows: 'its own rows: missing scenarios cannot be seen',
};
