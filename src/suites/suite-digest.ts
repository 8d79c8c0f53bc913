import { type Digest, digestJson, type Json } from '#base';
import type { PlayedScenario, Suite } from '#schema';

/**
 * What a played scenario's result depends on, as one digest: everything of it but where it comes from and what it is
 * compared with. Where a text is written (in the suite or in a file beside it) makes no difference.
 */
export function scenarioDigest({ provenance: _, twinId: _twin, ...played }: Omit<PlayedScenario, 'digest'>): Digest {
  return digestJson(played as unknown as Json);
}

/** The digest of a suite: of its played scenarios, in whatever order, and of the world they play in where that is known. */
export function suiteDigest(scenarios: readonly PlayedScenario[], worldDigest: string | null): Digest {
  const parts = scenarios
    .map(({ id, digest }) => [id, digest])
    .sort(([left = ''], [right = '']) => (left < right ? -1 : 1));
  return digestJson({ scenarios: parts, world: worldDigest });
}

/** The suite, with the world it is played in as part of its digest. */
export function withWorldDigest(suite: Suite, worldDigest: string): Suite {
  return { ...suite, digest: suiteDigest(suite.scenarios, worldDigest) };
}
