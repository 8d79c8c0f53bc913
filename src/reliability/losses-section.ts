import { cutText } from '#base';
import { type LossesSection, type LossOwner, lossOwnerSchema, type Trial } from '#schema';
import { tallyCodes } from './code-tally.ts';
import { measureScenarios } from './measure-metric.ts';
import type { ReportScope } from './report-scope.ts';

/** Longest message of a loss, in UTF-16 code units. */
const mostOfMessage = 300;

/** What was lost, to whom, and what is missing: neither says anything about the agent, and neither disappears. */
export function lossesSection({ scenarios, level }: ReportScope): LossesSection {
  const lost = scenarios.flatMap(({ lostTrials }) => lostTrials);
  const dropped = scenarios.flatMap(({ droppedTrials }) => droppedTrials);
  return {
    lost: lost.length,
    missing: scenarios.reduce((total, { missing }) => total + missing, 0),
    rate: measureScenarios(scenarios, 'loss-rate', level),
    missingRate: measureScenarios(scenarios, 'missing-rate', level),
    dropped: { count: dropped.length, codes: tallyCodes(dropped.map(({ loss }) => loss?.code ?? null)) },
    byOwner: lossOwnerSchema.options.map((owner) => ownerRow(owner, lost)).filter(({ count }) => count > 0),
  };
}

function ownerRow(owner: LossOwner, lost: readonly Trial[]): LossesSection['byOwner'][number] {
  const owned = lost.filter((trial) => ownerOf(trial) === owner);
  const codes = tallyCodes(owned.map(({ loss }) => loss?.code ?? null));
  return { owner, count: owned.length, codes: codes.map((row) => ({ ...row, message: messageOf(row.code, owned) })) };
}

function messageOf(code: string, lost: readonly Trial[]): string | null {
  const message = lost.find(({ loss }) => loss?.code === code && loss.message !== null)?.loss?.message ?? null;
  return message === null ? null : cutText(message, mostOfMessage);
}

/** A loss nobody is named for is booked to the infrastructure: never to the agent. */
function ownerOf({ loss }: Trial): LossOwner {
  return loss?.owner ?? 'infrastructure';
}
