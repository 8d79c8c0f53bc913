import { canonicalJson, type Json, SeatrialError } from '#base';
import type { RunManifest } from '#schema';

/** What must be the same for a run to be gone on with, each by the name its user knows. */
const sameInBoth: readonly (readonly [name: string, read: (manifest: RunManifest) => Json])[] = [
  ['suite', ({ suite }) => `${suite.name}@${suite.version ?? '?'}`],
  ['suite digest', ({ suite }) => suite.digest],
  ['scenarios', ({ suite }) => suite.scenarios.map(({ id }) => id).sort()],
  ['trials of each scenario (-k)', ({ suite }) => suite.scenarios.map(({ plannedTrials }) => plannedTrials).sort()],
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
  ['order, attempts and shard', ({ harness }) => harness.settings],
  ['version of seatrial', ({ harness }) => harness.version],
];

/**
 * Refuses to go on with a run that was begun with something else than what is asked for now.
 *
 * @throws RUNNER_RESUME_DIFFERS naming everything that differs
 */
export function refuseOtherRun(begun: RunManifest, asked: RunManifest): void {
  const differing = sameInBoth.filter(([, read]) => canonicalJson(read(begun)) !== canonicalJson(read(asked)));
  if (differing.length === 0) return;
  const words = differing.map(([name, read]) => `${name} (${shown(read(begun))}, now ${shown(read(asked))})`);
  throw new SeatrialError('RUNNER_RESUME_DIFFERS', {
    message: `expected what the run ${begun.id} was begun with, got another ${words.join('; ')}`,
    hint: 'give the same suite, agent and options as at first, or start a new run',
  });
}

function shown(value: Json): string {
  const text = typeof value === 'string' ? value : canonicalJson(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
