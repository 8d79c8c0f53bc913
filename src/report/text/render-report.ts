import { grouped, type ReliabilityReport } from '#schema';
import { plain } from '../plain.ts';
import { planSize } from '../plan-size.ts';
import { planSourceWords } from '../plan-source-words.ts';
import { columnsOf, left, wrap } from './columns.ts';
import { confusionLines } from './confusion-lines.ts';
import { consistencyLines } from './consistency-lines.ts';
import { degradationLines } from './degradation-lines.ts';
import { economicsLines } from './economics-lines.ts';
import { failureLines, lossLines } from './failure-lines.ts';
import { faultLines } from './fault-lines.ts';
import { scenarioLines } from './scenario-lines.ts';
import { scorecardLines } from './scorecard-lines.ts';
import { glyph, indent, inline } from './section.ts';
import { simulatorLines } from './simulator-lines.ts';
import { sliceLines } from './slice-lines.ts';
import { stepLines, turnLines } from './step-lines.ts';
import { type Look, paint, type TextStyle } from './text-style.ts';

/**
 * A reliability report for a terminal: what fails first, then the figures, last the sentence to remember. No line is wider than the style's width.
 */
export function renderReport(report: ReliabilityReport, style: TextStyle): string {
  const sections = [
    headLines(report, style),
    scenarioLines(report, style),
    failureLines(report.failures, style),
    lossLines(report, style),
    scorecardLines(report, style),
    consistencyLines(report.consistency, style),
    sliceLines(report, style),
    stepLines(report.steps, style),
    degradationLines(report.degradation, style),
    // assigned lengths say what lengths that came about cannot
    report.degradation === null ? turnLines(report.turns, style) : [],
    confusionLines(report.confusion, style),
    faultLines(report.faults, style),
    economicsLines(report.economics, style),
    simulatorLines(report.simulator, style),
    lastLines(report, style),
  ];
  return `${sections
    .filter((section) => section.length > 0)
    .map((section) => section.join('\n'))
    .join('\n\n')}\n`;
}

function headLines(report: ReliabilityReport, style: TextStyle): string[] {
  const { run } = report;
  const room = style.width - indent.length;
  const agent = plain(run.agent.name ?? run.agent.model ?? run.name);
  const first = `report  ${plain(run.suite.name)}  ·  agent ${agent}  ·  ${planSize(report)}`;
  const second = `run ${run.id}  ·  ${run.origin}${run.recordedAt === null ? '' : `  ·  recorded ${plain(run.recordedAt.slice(0, 10))}`}  ·  plan from ${planSourceWords[run.suite.planSource]}`;
  const hanging = (text: string, look: Look): string[] =>
    wrap(text, room - 2).map((line, at) => `${indent}${at === 0 ? '' : '  '}${paint(line, look, style)}`);
  return [...hanging(first, 'bold'), ...hanging(second, 'dim')];
}

function lastLines(report: ReliabilityReport, style: TextStyle): string[] {
  const { trials, success, consistency } = report;
  const counts = [
    `${grouped(trials.passed)} passed`,
    `${grouped(trials.failed)} failed`,
    ...(trials.lost > 0 ? [`${grouped(trials.lost)} lost`] : []),
    ...(trials.missing > 0 ? [`${grouped(trials.missing)} missing`] : []),
  ];
  const row = (name: string, text: string): string[] =>
    wrap(text, style.width - 14).map((line, at) => `${indent}  ${left(at === 0 ? name : '', 10)} ${line}`);
  const headline = `pass^1 ${inline(consistency.passHatK[0] ?? success.planned, 'share')}`;
  const graded = consistency.passHatKGraded.filter(({ k }, at, all) => k === 1 || at === all.length - 1);
  return [
    ...row('Trials', `${counts.join(' | ')} (${grouped(trials.planned)} planned)`),
    ...(trials.lost + trials.missing > 0
      ? graded.flatMap((one) => row('', `graded: pass^${one.k} ${inline(one, 'share')}`))
      : []),
    '',
    ...closing(headline, report, style),
  ];
}

// The last line is what stays on the screen: both ends of pass^k, on one line where they fit.
function closing(headline: string, { consistency, scenarios, trials }: ReliabilityReport, style: TextStyle): string[] {
  const last = consistency.passHatK.at(-1);
  // what was lost or never played has not passed
  const flawless = trials.lost + trials.missing === 0 && consistency.always === scenarios.planned;
  const mark = glyph(flawless ? '✓' : '~', style);
  const tail = last === undefined || last.k === 1 ? '' : `pass^${last.k} ${inline(last, 'share')}`;
  const whole = tail === '' ? headline : `${headline}   ${tail}`;
  const lines =
    columnsOf(whole) <= style.width - 3 ? [whole] : [headline, tail].flatMap((one) => wrap(one, style.width - 3));
  return lines.map((line, at) => `${indent}${at === 0 ? mark : ' '} ${paint(line, 'bold', style)}`);
}
