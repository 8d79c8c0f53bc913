import {
  changeIntervalText,
  changeText,
  type GateVerdict,
  grouped,
  intervalText,
  isEstimate,
  quantityText,
  type RuleVerdict,
  readMetric,
  sliceText,
} from '#schema';
import { plain } from '../plain.ts';
import { columnsOf, left, wrap } from './columns.ts';
import { glyph, heading } from './section.ts';
import { paint, type TextStyle } from './text-style.ts';

/** How each verdict is marked. */
export const ruleGlyphs = { fail: '✗', inconclusive: '?', pass: '✓' } as const;

/** Columns before a rule's name. */
const margin = 5;

/** Fewest columns for names when figures stand beside them. */
const leastName = 28;

/** Figures of at most so many columns, such as counts, stand beside the name on narrow screens too. */
const shortFigures = 12;

/** The rules as a table, failed ones first as the verdict has them, each with what was observed, what would decide, and the trials to look at. */
export function ruleLines({ rules, notJudged }: GateVerdict, style: TextStyle): string[] {
  const measured = rules.filter(({ observed }) => 'count' in observed || isEstimate(observed));
  const figures = Math.max(0, ...measured.map((rule) => columnsOf(observedText(rule))));
  const names = Math.max(0, ...rules.map((rule) => columnsOf(ruleName(rule))));
  const columns = Math.min(names, style.width - margin - 1 - figures);
  return [
    heading('RULES', style),
    ...rules.flatMap((rule) => ruleBlock(rule, columns, style)),
    ...notJudged.flatMap(({ id, reason }) =>
      wrap(`${plain(id)}: not judged, ${plain(reason)}`, style.width - margin).map(
        (line, at) => `   ${at === 0 ? glyph('·', style) : ' '} ${paint(line, 'dim', style)}`,
      ),
    ),
  ];
}

function ruleBlock(rule: RuleVerdict, columns: number, style: TextStyle): string[] {
  const trials = rule.evidence.trials
    .slice(0, 3)
    .map(
      ({ scenarioId, index, message }) =>
        `${plain(scenarioId)}${index === null ? '' : ` trial ${index + 1}`}: ${plain(message)}`,
    );
  const more = [...(rule.wouldDecide === null ? [] : [`to decide: ${plain(rule.wouldDecide.text)}`]), ...trials];
  return [
    ...nameAndFigures(rule, columns, style).map((line, at) =>
      `   ${at === 0 ? glyph(ruleGlyphs[rule.verdict], style) : ' '} ${line}`.trimEnd(),
    ),
    ...more.flatMap((text) => wrap(text, style.width - 8).map((part) => `       ${paint(part, 'dim', style)}`)),
  ];
}

// Beside each other where there is room; else the figures stand under the name. Both arms are shown where they fit, and nothing is cut.
function nameAndFigures(rule: RuleVerdict, columns: number, style: TextStyle): string[] {
  const name = ruleName(rule);
  const figures = observedText(rule);
  const fits = columnsOf(figures) <= style.width - margin - columns - 1;
  const beside = fits && columns >= leastName && columnsOf(name) <= columns;
  const room = style.width - margin - (beside ? columns + 1 : 2) - columnsOf(figures);
  const arms = armsText(rule);
  const whole = arms !== '' && columnsOf(arms) + 2 <= room ? `${figures}  ${arms}` : figures;
  if (beside) return [`${left(name, columns)} ${whole}`];
  const narrow = style.width - margin - shortFigures - 1;
  if (columnsOf(figures) <= shortFigures && columnsOf(name) <= narrow) return [`${left(name, narrow)} ${figures}`];
  return [...wrap(name, style.width - margin), ...wrap(whole, style.width - margin - 2).map((line) => `  ${line}`)];
}

function ruleName(rule: RuleVerdict): string {
  if (rule.scope === null) return plain(rule.required.text);
  const { metric, slice } = rule.scope;
  const where = slice === null ? '' : ` in ${plain(sliceText(slice))}`;
  return `${plain(readMetric(metric).label)}${where} ${plain(rule.required.text)}`;
}

function unitOf({ scope }: RuleVerdict): ReturnType<typeof readMetric>['unit'] {
  return scope === null ? 'share' : readMetric(scope.metric).unit;
}

function observedText(rule: RuleVerdict): string {
  const { observed, kind } = rule;
  if ('count' in observed) return countText(observed, kind);
  if (!isEstimate(observed)) return plain(observed.reason);
  const unit = unitOf(rule);
  if (kind !== 'no-worse' && kind !== 'ratio')
    return `${quantityText(observed.value, unit)} [${intervalText(observed.interval, unit)}]  n ${grouped(observed.trials)}`;
  const scale = kind === 'ratio' ? 'ratio' : 'difference';
  return `${changeText(observed.value, scale, unit)} [${changeIntervalText(observed.interval, scale, unit)}]`;
}

function countText({ count, of }: { count: number; of: number | null }, kind: RuleVerdict['kind']): string {
  if (kind === 'comparable') return count === 0 ? 'yes' : `no, ${grouped(count)} reasons`;
  return of === null ? grouped(count) : `${grouped(count)} of ${grouped(of)}`;
}

function armsText(rule: RuleVerdict): string {
  if (rule.kind !== 'no-worse' && rule.kind !== 'ratio') return '';
  const { baseline, candidate } = rule.evidence;
  if (baseline === null || candidate === null || !isEstimate(baseline) || !isEstimate(candidate)) return '';
  const unit = unitOf(rule);
  return `${quantityText(baseline.value, unit)} → ${quantityText(candidate.value, unit)}`;
}
