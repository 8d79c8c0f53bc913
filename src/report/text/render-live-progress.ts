import { fixed, grouped, moneyText } from '#schema';
import { plain } from '../plain.ts';
import { clip, clipMiddle, columnsOf } from './columns.ts';
import { indent } from './section.ts';
import { paint, type TextStyle } from './text-style.ts';

/** A run under way, as far as it is shown. */
export interface LiveProgress {
  /** What is run, such as `order-desk@1`, and which agent. */
  readonly suite: string;
  readonly agent: string;
  /** Trials in the plan, and those of which nothing more is to be played. */
  readonly planned: number;
  readonly settled: number;
  readonly passed: number;
  readonly failed: number;
  readonly lost: number;
  /** Taken out of the plan. */
  readonly dropped: number;
  /** Why trials were lost, most frequent first. */
  readonly lostAs: readonly { readonly code: string; readonly count: number }[];
  readonly retried: number;
  /** pass^1 so far with its 95 % interval. */
  readonly success: { readonly value: number; readonly low: number; readonly high: number } | null;
  /** Null while nothing told a cost. */
  readonly spentUsd: number | null;
  readonly budgetUsd: number | null;
  readonly underWay: number;
  readonly slowest: readonly { readonly name: string; readonly elapsedMs: number }[];
  readonly elapsedMs: number;
  /** Trials settled a second, lately; null before the first. */
  readonly trialsPerSecond: number | null;
  /** Whether nothing new is begun any more. */
  readonly finishing: boolean;
}

/**
 * A run under way as a block for a terminal, drawn over and over: head, bar, pass^1 so far, what came of the trials, who is slow. Always five lines,
 * none wider than the style's width, so that drawing over it leaves nothing behind.
 */
export function renderLiveProgress(progress: LiveProgress, style: TextStyle): string {
  const room = style.width - indent.length - 1;
  const line = (text: string): string => `${indent}${clip(plain(text), room)}`;
  const head = `run  ${progress.suite}  ·  agent ${progress.agent}`;
  return [
    `${indent}${paint(clip(plain(head), room), 'bold', style)}`,
    `${indent}${barLine(progress, room, style)}`,
    line(`${successText(progress)}   ${outcomeText(progress)}`),
    line(moneyAndLosses(progress)),
    line(underWayText(progress, room)),
  ].join('\n');
}

/** The same on one plain line of any length, for logs. */
export function renderProgressLine(progress: LiveProgress): string {
  const parts = [
    `${grouped(progress.settled)}/${grouped(progress.planned)} trials`,
    successText(progress),
    outcomeText(progress),
    moneyAndLosses(progress),
    clockText(progress.elapsedMs),
  ];
  return plain(parts.join(' | '));
}

function barLine(progress: LiveProgress, room: number, style: TextStyle): string {
  const { settled, planned, elapsedMs } = progress;
  const share = planned === 0 ? 1 : settled / planned;
  const figures = `${grouped(settled)}/${grouped(planned)}  ${Math.floor(share * 100)}%  ${clockText(elapsedMs)}${leftText(progress)}`;
  const columns = Math.max(0, Math.min(40, room - columnsOf(figures) - 2));
  const full = Math.round(share * columns);
  const bar = `${paint('█'.repeat(full), 'green', style)}${paint('░'.repeat(columns - full), 'dim', style)}`;
  return `${bar}${columns === 0 ? '' : '  '}${clip(figures, room)}`;
}

function leftText({ planned, settled, trialsPerSecond, finishing }: LiveProgress): string {
  if (finishing) return '  finishing';
  if (trialsPerSecond === null || trialsPerSecond <= 0 || settled === planned) return '';
  return `  about ${clockText(((planned - settled) / trialsPerSecond) * 1000)} left`;
}

function successText({ success }: LiveProgress): string {
  if (success === null) return 'pass^1 not yet known';
  return `pass^1 ${fixed(success.value, 3)} (${fixed(success.low, 3)} to ${fixed(success.high, 3)})`;
}

function outcomeText({ passed, failed }: LiveProgress): string {
  return `${grouped(passed)} passed | ${grouped(failed)} failed`;
}

function moneyAndLosses({ spentUsd, budgetUsd, lost, lostAs, retried, dropped }: LiveProgress): string {
  const why = lostAs[0] === undefined ? '' : ` (${lostAs[0].code}${lostAs.length > 1 ? ', …' : ''})`;
  const parts = [
    `cost ${spentUsd === null ? 'not told' : moneyText(spentUsd)}${budgetUsd === null ? '' : ` of ${moneyText(budgetUsd)}`}`,
    `${grouped(lost)} lost${why}`,
    ...(retried > 0 ? [`${grouped(retried)} tried again`] : []),
    ...(dropped > 0 ? [`${grouped(dropped)} taken out of the plan`] : []),
  ];
  return parts.join(' | ');
}

function underWayText({ underWay, slowest, finishing }: LiveProgress, room: number): string {
  if (underWay === 0) return '';
  const start = finishing ? `finishing ${underWay} (Ctrl-C again stops them)` : `${grouped(underWay)} under way`;
  let text = start;
  for (const { name, elapsedMs } of slowest) {
    const next = `${text}${text === start ? ', longest ' : ', '}${clipMiddle(plain(name), 28)} ${clockText(elapsedMs)}`;
    if (columnsOf(next) > room) break;
    text = next;
  }
  return text;
}

/** A duration in whole seconds: it changes while one reads it. */
function clockText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}m ${String(seconds % 60).padStart(2, '0')}s`;
  return `${Math.floor(minutes / 60)}h ${String(minutes % 60).padStart(2, '0')}m`;
}
