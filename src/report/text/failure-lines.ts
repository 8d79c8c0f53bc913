import { type FailuresSection, grouped, isEstimate, type ReliabilityReport } from '#schema';
import { failureClassWords } from '../failure-class-words.ts';
import { lossOwnerWords } from '../loss-owner-words.ts';
import { plain } from '../plain.ts';
import { clip, columnsOf, wrap } from './columns.ts';
import { glyph, indent, inline, note } from './section.ts';
import { paint, type TextStyle } from './text-style.ts';

/** How many disqualifiers, and how many messages of losses, are told. */
const told = 5;

/** Failures by class, silent against loud, and every disqualifier. */
export function failureLines(failures: FailuresSection, style: TextStyle): string[] {
  if (failures.failed === 0) return [];
  const classes = failures.byClass
    .filter(({ count }) => count > 0)
    .map((one) => `${failureClassWords[one.class]} ${grouped(one.count)}`);
  const out = labelled(`FAILURE CAUSES (${grouped(failures.failed)})`, classes.join(' · '), style);
  out.push(...labelled('', visibilityText(failures), style));
  return [...out, ...disqualifierLines(failures, style)];
}

// A share is told only where silent failures could have been seen.
function visibilityText({ silent, loud, visibilityUnknown, silentShare }: FailuresSection): string {
  const counts = `silent ${grouped(silent)} · loud ${grouped(loud)} · unknown ${grouped(visibilityUnknown)}`;
  if (silent === 0 && visibilityUnknown > 0) return `${counts}; silent failures cannot be told here`;
  return isEstimate(silentShare) ? `${counts}; silent share ${inline(silentShare, 'share')}` : counts;
}

function disqualifierLines({ disqualifiers }: FailuresSection, style: TextStyle): string[] {
  if (disqualifiers.length === 0) return [];
  const more = disqualifiers.length - told;
  return [
    `${indent}${glyph('✗', style)} ${paint(`DISQUALIFIERS (${grouped(disqualifiers.length)})`, 'bold', style)}`,
    ...disqualifiers.slice(0, told).flatMap(({ id, scenarioId, index, message }) => {
      const text = `${plain(id)}: ${plain(scenarioId)} trial ${index + 1}: ${plain(message)}`;
      return wrap(text, style.width - 5).map((line, at) => `   ${at === 0 ? '' : '  '}${line}`);
    }),
    ...(more > 0 ? note(`… and ${grouped(more)} more`, style) : []),
  ];
}

/** What was not counted against the agent, by owner, and what is missing. */
export function lossLines({ losses, trials }: ReliabilityReport, style: TextStyle): string[] {
  const owners = losses.byOwner.map(({ owner, count, codes }) => {
    const named = codes
      .slice(0, 3)
      .map(({ code, count: times }) => `${plain(code)} ${times}`)
      .join(', ');
    return `${lossOwnerWords[owner]} ${grouped(count)}${count > 0 && named !== '' ? ` (${named})` : ''}`;
  });
  const extra = trials.extraAttempts > 0 ? [`further attempts ${grouped(trials.extraAttempts)}`] : [];
  const dropped = losses.dropped.count > 0 ? [droppedText(losses.dropped)] : [];
  const nothing = losses.lost + losses.missing + trials.extraAttempts + losses.dropped.count === 0;
  const text = nothing
    ? 'nothing: no trial was lost, none is missing'
    : [...owners, `missing ${grouped(losses.missing)}`, ...extra, ...dropped].join(' · ');
  const out = labelled('NOT COUNTED', text, style);
  if (losses.lost > 0 && isEstimate(losses.rate))
    out.push(...labelled('', `lost ${inline(losses.rate, 'share')} of planned trials`, style));
  return [...out, ...lossMessageLines(losses, style)];
}

function lossMessageLines({ byOwner }: ReliabilityReport['losses'], style: TextStyle): string[] {
  return byOwner
    .flatMap(({ codes }) => codes.slice(0, 3))
    .flatMap(({ code, message }) => (message === null ? [] : [`${plain(code)}: ${plain(message)}`]))
    .slice(0, told)
    .flatMap((text) => labelled('', clip(text, 2 * (style.width - 27)), style));
}

function droppedText({ count, codes }: ReliabilityReport['losses']['dropped']): string {
  const why = codes.map(({ code, count: times }) => `${plain(code)} ${grouped(times)}`).join(', ');
  return `taken out of the plan before they began ${grouped(count)}${why === '' ? '' : ` (${why})`}`;
}

// A label in the left column and wrapped text beside it; below 70 columns the text goes under the label.
function labelled(label: string, text: string, style: TextStyle): string[] {
  const column = style.width >= 70 ? 24 : 3;
  const lines = wrap(text, style.width - indent.length - column);
  const head = label === '' ? ' '.repeat(column) : label;
  if (style.width < 70 && label !== '')
    return [`${indent}${paint(label, 'bold', style)}`, ...lines.map((line) => `${indent}${' '.repeat(column)}${line}`)];
  return lines.map(
    (line, at) =>
      `${indent}${at === 0 && label !== '' ? paint(label, 'bold', style) + ' '.repeat(Math.max(1, column - columnsOf(head))) : ' '.repeat(column)}${line}`,
  );
}
