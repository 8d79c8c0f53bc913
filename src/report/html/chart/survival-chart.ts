import { fixed, grouped, isEstimate, quantityText, type StepsSection } from '#schema';
import { html, type Insertable, type Markup } from '../markup/markup.ts';
import { levelText } from '../markup/measure-text.ts';
import { figure } from './figure.ts';
import { type LinearScale, linearScale } from './linear-scale.ts';
import { bandPath, coordinate, type Point, stepCorners, stepPath } from './path.ts';
import { plot, plotFrame, shareAxis, underAxis } from './plot.ts';
import { ticks } from './ticks.ts';

type Survival = StepsSection['survival'];

/** Room for the numbers at risk under the axis. */
const frame = { ...plotFrame, height: 282, bottom: 74 };
const y = linearScale([0, 1], [frame.height - frame.bottom, frame.top]);

/**
 * Kaplan-Meier survival over steps: the staircase with its band, a tick wherever trials were censored, the median, and under the axis how many
 * trials were still running. Nothing where no trial says how long it was.
 */
export function survivalChart(survival: Survival): Markup | null {
  const { points } = survival;
  const longest = points.at(-1)?.step ?? 0;
  if (points.length === 0 || longest <= 0) return null;
  const x = linearScale([0, longest], [frame.left, frame.width - frame.right]);
  return figure({
    title: 'Survival over steps',
    subtitle: html`Share of trials that have not failed by a step. A step is one of the ${survival.unit}.`,
    drawing: plot({ id: 'survival', title: 'Survival over steps', description: describe(survival) }, frame, [
      shareAxis(frame, y),
      stepLabels(longest, x),
      medianMark(survival, x),
      html`<path class="band" d="${bandPath(corners(points, x, 'high'), corners(points, x, 'low'))}"/>`,
      html`<path class="curve" d="${stepPath(heights(points, x, 'survival'))}"/>`,
      points
        .filter(({ censored }) => censored > 0)
        .map(
          ({ step, survival: share }) =>
            html`<path class="censor" d="M${coordinate(x(step))} ${coordinate(y(share) - 4)}v8"/>`,
        ),
      atRiskRow(survival, longest, x),
    ]),
    key: [
      { mark: 'line', text: 'survival' },
      { mark: 'band', text: `${levelText(survival.level)} interval` },
      { mark: 'censored', text: 'censored: ended without failing' },
      ...(isEstimate(survival.median) ? [{ mark: 'median', text: 'half would have failed' } as const] : []),
    ],
    table: {
      heads: ['Step', 'Survival', 'Interval', 'At risk', 'Failed', 'Censored'],
      rows: points.map(tableRow),
    },
    ...(survival.unattributed > 0
      ? {
          note: html`Of ${grouped(survival.failures)} failures ${grouped(survival.unattributed)} have no known step and stand at the last one, so the curve falls late rather than early.`,
        }
      : {}),
  });
}

function tableRow({ step, survival, low, high, atRisk, events, censored }: Survival['points'][number]): string[] {
  return [
    fixed(step, 0),
    quantityText(survival, 'share'),
    `${quantityText(low, 'share')} to ${quantityText(high, 'share')}`,
    grouped(atRisk),
    grouped(events),
    grouped(censored),
  ];
}

type Height = 'survival' | 'low' | 'high';

// Everything is still running before the first step.
function heights(points: Survival['points'], x: LinearScale, height: Height): Point[] {
  return [[x(0), y(1)], ...points.map((point): Point => [x(point.step), y(point[height])])];
}

function corners(points: Survival['points'], x: LinearScale, height: Height): Point[] {
  return stepCorners(heights(points, x, height));
}

function stepTicks(longest: number): number[] {
  return ticks(longest, 7);
}

function stepLabels(longest: number, x: LinearScale): Insertable {
  return [
    stepTicks(longest).map((step) => underAxis(frame, x(step), String(step))),
    underAxis(frame, (frame.left + frame.width - frame.right) / 2, 'steps', 1, 'axis-name'),
  ];
}

function medianMark({ median }: Survival, x: LinearScale): Insertable {
  if (!isEstimate(median)) return null;
  const at = coordinate(x(median.value));
  return [
    html`<path class="median" d="M${frame.left} ${coordinate(y(0.5))}H${at}V${coordinate(y(0))}"/>`,
    html`<text class="value" x="${coordinate(at + 5)}" y="${coordinate(y(0) - 6)}">median ${fixed(median.value, 0)}</text>`,
  ];
}

function atRiskRow({ points }: Survival, longest: number, x: LinearScale): Insertable {
  const line = frame.height - 6;
  const running = (step: number): number => points.find((point) => point.step >= step)?.atRisk ?? 0;
  return [
    html`<text class="axis-name" x="2" y="${line - 13}">still running</text>`,
    stepTicks(longest).map(
      (step) =>
        html`<text class="tick" x="${coordinate(x(step))}" y="${line}" text-anchor="middle">${grouped(running(step))}</text>`,
    ),
  ];
}

function describe({ points, trials, failures, censored, median }: Survival): string {
  const end = points.at(-1);
  const half = isEstimate(median) ? `; half would have failed by step ${fixed(median.value, 0)}` : '';
  return `${trials} trials, ${failures} failures, ${censored} censored; survival ${quantityText(end?.survival ?? 1, 'share')} after step ${end?.step ?? 0}${half}`;
}
