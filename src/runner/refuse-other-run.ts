import { canonicalJson, type Json, SeatrialError } from '#base';
import type { RunManifest } from '#schema';

type Reading = readonly [name: string, read: (manifest: RunManifest) => Json];

/** What makes two runs one experiment, each by the name its user knows. */
const sameExperiment: readonly Reading[] = [
  ['suite', ({ suite }) => `${suite.name}@${suite.version ?? '?'}`],
  ['suite digest', ({ suite }) => suite.digest],
  ['number of trials (-k)', ({ suite }) => [...new Set(suite.scenarios.map((one) => one.plannedTrials))].sort()],
  ['agent', ({ agent }) => agent.name],
  ['agent version', ({ agent }) => agent.version],
  ['agent model', ({ agent }) => agent.model],
  ['agent settings', ({ agent }) => agent.settings],
  ['instructions', ({ agent }) => agent.promptDigest],
  ['tools', ({ agent }) => agent.toolsDigest],
  ['simulated user', ({ user }) => [user.kind, user.name, user.model, user.settings]],
  ['judge', ({ judge }) => judge],
  ['seed', ({ seed }) => seed],
  ['limits', ({ limits }) => limits],
  ['version of seatrial', ({ harness }) => harness.version],
];

const sameRun: readonly Reading[] = [
  ...sameExperiment,
  ['scenarios', ({ suite }) => suite.scenarios.map(({ id }) => id).sort()],
  ['order, attempts and shard', ({ harness }) => harness.settings],
];

/**
 * Refuses to go on with a run that was begun with something else than what is asked for now.
 *
 * @throws RUNNER_RESUME_DIFFERS naming everything that differs
 */
export function refuseOtherRun(begun: RunManifest, asked: RunManifest): void {
  const words = differences(sameRun, begun, asked);
  if (words.length === 0) return;
  throw new SeatrialError('RUNNER_RESUME_DIFFERS', {
    message: `expected what the run ${begun.id} was begun with, got other values (then → now): ${words.join('; ')}`,
    hint: 'give the same suite, agent and options as at first, or start a new run',
  });
}

/** What keeps two runs from being parts of one experiment, in words; empty for parts of one. */
export function experimentDifferences(one: RunManifest, other: RunManifest): string[] {
  return differences(sameExperiment, one, other);
}

function differences(readings: readonly Reading[], one: RunManifest, other: RunManifest): string[] {
  return readings
    .filter(([, read]) => canonicalJson(read(one)) !== canonicalJson(read(other)))
    .map(([name, read]) => `${name} (${shown(read(one))} → ${shown(read(other))})`);
}

function shown(value: Json): string {
  const text = typeof value === 'string' ? value : canonicalJson(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
