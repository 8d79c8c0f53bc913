import { fixed, grouped, intervalText, moneyText } from '#schema';
import { plain } from '../plain.ts';
import { left, wrap } from './columns.ts';
import { indent, marked } from './section.ts';
import type { TextStyle } from './text-style.ts';

/** How a live run ended, as far as it is shown. */
export interface ShownRunEnding {
  readonly id: string;
  readonly path: string;
  readonly reason: 'complete' | 'budget-exhausted' | 'stopped-early' | 'interrupted';
  readonly counts: {
    readonly planned: number;
    readonly passed: number;
    readonly failed: number;
    readonly lost: number;
    readonly missing: number;
    /** Taken out of the plan. */
    readonly dropped: number;
  };
  /** Attempts beyond the one that counts. */
  readonly extraAttempts: number;
  readonly spentUsd: number | null;
  readonly budgetUsd: number | null;
  /** What early stopping found; null when it did not stop the run. */
  readonly stop: {
    readonly rule: string;
    readonly reached: boolean;
    readonly value: number;
    readonly interval: { readonly low: number; readonly high: number };
    readonly scenarios: number;
  } | null;
  /** Whether more trials were lost than is tolerated. */
  readonly tooManyLost: boolean;
  /** A scenario with a passed and a failed trial, and their numbers from 1. */
  readonly worthComparing: { readonly scenario: string; readonly passed: number; readonly failed: number } | null;
  readonly exitCode: number;
}

/** The end of a live run: where it is, what to look at next, and last whether it can be relied on. */
export function renderRunEnding(ending: ShownRunEnding, style: TextStyle): string {
  const row = (name: string, text: string): string[] =>
    wrap(plain(text), style.width - 14).map((line, at) => `${indent}  ${left(at === 0 ? name : '', 10)} ${line}`);
  return `${[
    ...row('Run', ending.id),
    ...(ending.spentUsd === null ? [] : row('Cost', costText(ending))),
    ...(ending.extraAttempts === 0
      ? []
      : row('Attempts', `${grouped(ending.extraAttempts)} lost attempts were tried again; all are kept`)),
    ...(ending.stop === null ? [] : row('Stopped', stopText(ending.stop))),
    ...row('Next', nextText(ending)),
    ...marked(isSound(ending) ? '✓' : '!', verdictText(ending), style, 'bold'),
  ].join('\n')}\n`;
}

function costText({ spentUsd, budgetUsd }: ShownRunEnding): string {
  return `${moneyText(spentUsd ?? 0)}${budgetUsd === null ? '' : ` of ${moneyText(budgetUsd)}`}`;
}

function stopText({ rule, reached, value, interval, scenarios }: NonNullable<ShownRunEnding['stop']>): string {
  const settled = reached ? 'is reached' : 'is not reached';
  return `${rule} ${settled}: ${fixed(value, 3)} (${intervalText(interval, 'share')}, anytime-valid, ${grouped(scenarios)} scenarios)`;
}

function nextText({ id, reason, worthComparing }: ShownRunEnding): string {
  if (reason === 'interrupted') return `the same command with --resume ${id}`;
  if (worthComparing === null) return `seatrial report ${id} --html`;
  const { scenario, passed, failed } = worthComparing;
  return `seatrial diff ${id} ${scenario} ${passed} ${failed}`;
}

function isSound({ reason, tooManyLost }: ShownRunEnding): boolean {
  return !tooManyLost && (reason === 'complete' || reason === 'stopped-early');
}

function verdictText({ reason, counts, tooManyLost, exitCode }: ShownRunEnding): string {
  const { planned, passed, failed, lost, missing, dropped } = counts;
  const trials = `${grouped(passed + failed)} of ${grouped(planned + dropped)} trials graded`;
  const rest = [
    ...(lost > 0 ? [`${grouped(lost)} lost`] : []),
    ...(missing > 0 ? [`${grouped(missing)} still to be played`] : []),
    ...(dropped > 0 ? [`${grouped(dropped)} left out`] : []),
  ];
  const sentence = `${endWords[reason]}: ${[trials, ...rest].join(', ')}`;
  return `${sentence}${tooManyLost ? '; too many were lost to rely on it' : ''}   exit ${exitCode}`;
}

const endWords: Readonly<Record<ShownRunEnding['reason'], string>> = {
  complete: 'complete',
  'budget-exhausted': 'budget used up',
  'stopped-early': 'stopped early, settled',
  interrupted: 'interrupted',
};
