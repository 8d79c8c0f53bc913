import { type Consistency, type EstimateDocument, fixed, intervalText, quantityText } from '#schema';
import { warningMessages } from '../../warning-messages.ts';
import { html, type Insertable, type Markup } from '../markup/markup.ts';
import { countText, levelText } from '../markup/measure-text.ts';
import { bandScale } from './band-scale.ts';
import { figure, type KeyEntry } from './figure.ts';
import { linearScale } from './linear-scale.ts';
import { bandPath, coordinate, linePath, type Point } from './path.ts';
import { isLabelled, plot, plotFrame, shareAxis, underAxis } from './plot.ts';

type PerK = Consistency['passHatK'];

/** A floor that a gate sets on pass^k at one k. */
export interface PassKFloor {
  readonly k: number;
  readonly threshold: number;
}

/** pass^k of the run that this one is compared with, at one k. */
export interface BaselinePassK {
  readonly k: number;
  readonly measure: EstimateDocument;
}

const tableHeads = ['k', 'pass^k', 'Interval', 'n trials (scenarios)', 'pass@k', 'pass^k of graded'];

const frame = plotFrame;
const y = linearScale([0, 1], [frame.height - frame.bottom, frame.top]);

/**
 * pass^k against k: the curve over planned trials with its band, the curve without lost and missing trials dashed where it differs, its
 * projection beyond the trials made in another colour and dashed, the floors of a gate, and the points of a baseline.
 */
export function passKChart(
  consistency: Consistency,
  level: number,
  floors: readonly PassKFloor[],
  baseline: readonly BaselinePassK[],
): Markup | null {
  const { passHatK, passHatKGraded, projected } = consistency;
  if (passHatK.length === 0) return null;
  const graded = differs(passHatK, passHatKGraded) ? passHatKGraded : [];
  const ks = [...new Set([...passHatK, ...graded, ...projected].map(({ k }) => k))].sort((a, b) => a - b);
  const band = bandScale(ks.length, [frame.left, frame.width - frame.right]);
  const x = (k: number): number => band.centre(ks.indexOf(k));
  const compared = baseline.filter(({ k }) => ks.includes(k));
  return figure({
    title: 'pass^k: all of k trials succeed',
    subtitle: html`The agent must succeed every time, not once. From ${fixed(passHatK[0]?.value ?? 0, 3)} at k = 1 to ${fixed(passHatK.at(-1)?.value ?? 0, 3)} at k = ${passHatK.at(-1)?.k ?? 1}.`,
    drawing: plot({ id: 'pass-k', title: 'pass^k by k', description: describe(passHatK, projected) }, frame, [
      shareAxis(frame, y),
      ks.map((k, at) => (isLabelled(at, ks.length, 16) ? underAxis(frame, x(k), String(k)) : null)),
      underAxis(frame, (frame.left + frame.width - frame.right) / 2, 'k, trials that must all pass', 1, 'axis-name'),
      projectedMarks(passHatKGraded, projected, x),
      baselineMarks(compared, x),
      curveMarks(passHatK, x, floors),
      graded.length === 0 ? null : html`<path class="dashed" d="${linePath(pointsOf(graded, x))}"/>`,
      floors.filter(({ k }) => ks.includes(k)).map((floor) => floorMark(floor, x(floor.k), band.width)),
    ]),
    key: keyOf(
      {
        graded: graded.length > 0,
        projected: projected.length > 0,
        floors: floors.length > 0,
        baseline: baseline.length > 0,
      },
      level,
    ),
    table: { heads: tableHeads, rows: tableRows(consistency) },
    ...projectionNote(projected),
  });
}

function differs(planned: PerK, graded: PerK): boolean {
  return planned.some((one) => {
    const same = graded.find(({ k }) => k === one.k);
    return same === undefined || Math.abs(same.value - one.value) > 1e-9;
  });
}

function pointsOf(curve: PerK, x: (k: number) => number): Point[] {
  return curve.map(({ k, value }) => [x(k), y(value)]);
}

function bandOf(curve: PerK, x: (k: number) => number): string {
  return bandPath(
    curve.map(({ k, interval }) => [x(k), y(interval.high ?? 1)]),
    curve.map(({ k, interval }) => [x(k), y(interval.low ?? 0)]),
  );
}

function curveMarks(curve: PerK, x: (k: number) => number, floors: readonly PassKFloor[]): Insertable {
  // A floor above the point would strike its value through.
  const below = (one: PerK[number]): boolean =>
    floors.some(({ k, threshold }) => k === one.k && threshold >= one.value);
  const spread = curve.length === 1 ? whisker(curve, x) : html`<path class="band" d="${bandOf(curve, x)}"/>`;
  return [
    spread,
    html`<path class="curve" d="${linePath(pointsOf(curve, x))}"/>`,
    curve.map(
      ({ k, value }) =>
        html`<circle class="dot" cx="${coordinate(x(k))}" cy="${coordinate(y(value))}" r="${curve.length > 20 ? 2 : 3.5}"/>`,
    ),
    curve
      .filter((_, at) => at === 0 || at === curve.length - 1)
      .map(
        (one) =>
          html`<text class="value" x="${coordinate(x(one.k))}" y="${coordinate(y(one.value) + (below(one) ? 19 : -9))}" text-anchor="middle">${quantityText(one.value, 'share')}</text>`,
      ),
  ];
}

function whisker(curve: PerK, x: (k: number) => number): Insertable {
  return curve.map(
    ({ k, interval }) =>
      html`<path class="whisker" d="M${coordinate(x(k))} ${coordinate(y(interval.high ?? 1))}V${coordinate(y(interval.low ?? 0))}"/>`,
  );
}

// The dashes start at the last observed point, so that the eye sees where the data end.
function projectedMarks(observed: PerK, projected: PerK, x: (k: number) => number): Insertable {
  const last = observed.at(-1);
  if (projected.length === 0 || last === undefined) return null;
  return [
    html`<path class="band-projected" d="${bandOf([last, ...projected], x)}"/>`,
    html`<path class="projected" d="${linePath(pointsOf([last, ...projected], x))}"/>`,
  ];
}

function projectionNote(projected: PerK): { note?: Markup } {
  const messages = warningMessages(projected);
  return messages.length === 0 ? {} : { note: html`About the projection: ${messages.join('; ')}.` };
}

// Beside the candidate's points, so that neither hides the other.
function baselineMarks(points: readonly BaselinePassK[], x: (k: number) => number): Insertable {
  const at = (k: number): number => coordinate(x(k) - 6);
  return [
    html`<path class="baseline" d="${linePath(points.map(({ k, measure }) => [at(k), y(measure.value)]))}"/>`,
    points.map(
      ({ k, measure: { value, interval } }) =>
        html`<path class="baseline-whisker" d="M${at(k)} ${coordinate(y(interval.high ?? 1))}V${coordinate(y(interval.low ?? 0))}"/><circle class="dot-baseline" cx="${at(k)}" cy="${coordinate(y(value))}" r="3"/>`,
    ),
  ];
}

function floorMark({ threshold }: PassKFloor, x: number, width: number): Markup {
  return html`<path class="target" d="M${coordinate(x - width / 2)} ${coordinate(y(threshold))}h${coordinate(width)}"/>`;
}

function keyOf(drawn: Record<'graded' | 'projected' | 'floors' | 'baseline', boolean>, level: number): KeyEntry[] {
  return [
    { mark: 'line', text: 'observed' },
    { mark: 'band', text: `${levelText(level)} interval, by scenario` },
    ...(drawn.graded ? [{ mark: 'dashed', text: 'lost and missing left out' } as const] : []),
    ...(drawn.projected ? [{ mark: 'projected', text: 'projected beyond the trials made; never gates' } as const] : []),
    ...(drawn.baseline ? [{ mark: 'baseline', text: 'baseline, with its interval' } as const] : []),
    ...(drawn.floors ? [{ mark: 'target', text: 'floor of the gate' } as const] : []),
  ];
}

function describe(passHatK: PerK, projected: PerK): string {
  const points = passHatK.map(({ k, value }) => `k ${k}: ${quantityText(value, 'share')}`).join(', ');
  return projected.length === 0 ? points : `${points}; projected to k ${projected.at(-1)?.k ?? ''}`;
}

function tableRows({ passHatK, passAtK, passHatKGraded, projected }: Consistency): Insertable[][] {
  const valueAt = (curve: PerK, k: number): Insertable => {
    const found = curve.find((one) => one.k === k);
    return found === undefined ? '–' : quantityText(found.value, 'share');
  };
  const row = (one: PerK[number], mark: string): Insertable[] => [
    `${one.k}${mark}`,
    quantityText(one.value, 'share'),
    intervalText(one.interval, 'share'),
    countText(one),
    valueAt(passAtK, one.k),
    valueAt(passHatKGraded, one.k),
  ];
  return [...passHatK.map((one) => row(one, '')), ...projected.map((one) => row(one, ' projected'))];
}
