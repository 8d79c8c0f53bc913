import { describe, expect, it } from 'vitest';
import type { Consistency, EstimateDocument, ScenarioComparison, ScenarioRow } from '#schema';
import { scenarioRowFixture } from '../../../schema/testing/scenario-row-fixture.ts';
import { successBins } from './histogram-chart.ts';
import { intervalBar } from './interval-bar.ts';
import { pairedDots } from './paired-dots.ts';
import { passKChart } from './pass-k-chart.ts';
import { survivalChart } from './survival-chart.ts';

function row(passes: number, graded: number): ScenarioRow {
  return scenarioRowFixture(`${passes}/${graded}`, 'P'.repeat(passes) + 'F'.repeat(graded - passes));
}

function share(value: number, low: number, high: number, scenarios = 50): EstimateDocument {
  return {
    estimand: 'by hand',
    value,
    interval: { low, high, level: 0.95, method: 'by-hand' },
    scenarios,
    trials: scenarios,
    excluded: 0,
    kind: 'observed',
    assumptions: [],
    warnings: [],
    method: { id: 'by-hand', version: 1 },
    seed: null,
  };
}

describe('successBins', () => {
  it('has one bar for each number of passes where all scenarios have equally many trials', () => {
    expect(successBins([row(0, 2), row(1, 2), row(1, 2), row(2, 2)]).map(({ scenarios }) => scenarios)).toEqual([
      1, 2, 1,
    ]);
  });

  it('keeps never and always apart from the bars between, and counts every graded scenario once', () => {
    const bins = successBins([row(0, 3), row(1, 5), row(2, 5), row(19, 20), row(4, 4), row(0, 0)]);
    expect(bins.map(({ scenarios }) => scenarios)).toEqual([1, 1, 1, 0, 0, 1, 1]);
  });
});

describe('intervalBar', () => {
  it('draws interval, value and target at their places from 0 to 1', () => {
    const bar = intervalBar(share(0.42, 0.3, 0.55), { threshold: 0.8, side: 'at-least' }).toString();
    expect(bar).toContain('x="30%" y="5" width="25%"');
    expect(bar).toContain('x1="42%" x2="42%"');
    expect(bar).toContain('x1="80%" x2="80%"');
    expect(bar).toContain('aria-label="0.420, target at least 0.800"');
  });

  it('fades where an estimate rests on few scenarios, and stays empty where there is none', () => {
    expect(intervalBar(share(0.42, 0.3, 0.55, 4), null).toString()).toContain('faint');
    expect(intervalBar({ absent: 'no-data', reason: 'none' }, null).toString()).not.toContain('spread');
  });
});

describe('passKChart', () => {
  const at = (k: number, value: number): Consistency['passHatK'][number] => ({
    k,
    ...share(value, value - 0.1, value + 0.1),
  });
  const consistency: Consistency = {
    passHatK: [at(1, 0.5), at(2, 0.4)],
    passAtK: [at(1, 0.5), at(2, 0.6)],
    passHatKGraded: [at(1, 0.5), at(2, 0.4)],
    passAtKGraded: [],
    reliabilityTax: share(0.1, 0, 0.2),
    retention: share(0.8, 0.7, 0.9),
    projected: [],
    always: 1,
    sometimes: 1,
    never: 0,
    flips: share(0.5, 0.4, 0.6),
    variance: null,
    singleRunGap: null,
    byTrialIndex: [],
  };
  const draw = (changes: Partial<Consistency>, floors: { k: number; threshold: number }[] = []): string =>
    passKChart({ ...consistency, ...changes }, 0.95, floors, [])?.toString() ?? '';

  // By hand: two bands of 196 from 34, centres 132 and 328; y from 208 (0) to 14 (1), so 0.5 is 111 and 0.4 is 130.4.
  it('draws the curve at the centre of each k, with its band', () => {
    expect(draw({})).toContain('class="curve" d="M132 111L328 130.4"');
    expect(draw({})).toContain('class="band" d="M132 91.6L328 111L328 149.8L132 130.4Z"');
  });

  it('draws the curve without lost and missing trials only where it differs', () => {
    expect(draw({})).not.toContain('class="dashed"');
    expect(draw({ passHatKGraded: [at(1, 0.6), at(2, 0.5)] })).toContain('lost and missing left out');
  });

  it('calls a projection one, and starts it where the data end', () => {
    const drawn = draw({ projected: [at(3, 0.3)] });
    expect(drawn).toContain('projected beyond the trials made; never gates');
    expect(drawn).toMatch(/class="projected" d="M230 130\.4L360\.67 149\.8"/);
  });

  it('shows what a projection is warned of', () => {
    const warnings = [{ code: 'no-overdispersion', message: 'scenarios differ no more than by chance' }];
    const told = 'About the projection: scenarios differ no more than by chance.';
    expect(draw({ projected: [{ ...at(3, 0.3), warnings }] })).toContain(told);
    expect(draw({ projected: [at(3, 0.3)] })).not.toContain('About the projection');
  });

  it('draws a floor of a gate at its k', () => {
    expect(draw({}, [{ k: 2, threshold: 1 }])).toMatch(/class="target" d="M[\d.]+ 14h[\d.]+"/);
  });

  it('is not there where no scenario was graded', () => {
    expect(draw({ passHatK: [] })).toBe('');
  });
});

describe('survivalChart', () => {
  const none = { absent: 'no-data', reason: 'none' };
  const survival = {
    unit: 'agent turns',
    points: [
      { step: 2, survival: 0.5, low: 0.25, high: 0.75, atRisk: 4, events: 2, censored: 1 },
      { step: 4, survival: 0, low: 0, high: 0.5, atRisk: 1, events: 1, censored: 0 },
    ],
    level: 0.95,
    method: 'kaplan-meier',
    trials: 4,
    failures: 3,
    censored: 1,
    unattributed: 0,
    median: none,
    longest: 4,
  };

  // By hand: x runs from 34 to 426 over 4 steps (98 a step), y from 208 (0) to 14 (1).
  it('draws a staircase from 1 down, ticks where trials were censored, and the numbers at risk', () => {
    const chart = survivalChart(survival)?.toString() ?? '';
    expect(chart).toContain('d="M34 14H230V111H426V208"');
    expect(chart).toContain('class="censor" d="M230 107v8"');
    expect([...chart.matchAll(/y="276" text-anchor="middle">(\d+)</g)].map(([, count]) => count)).toEqual([
      '4',
      '4',
      '4',
      '1',
      '1',
    ]);
  });

  it('is not there where no trial says how long it was', () => {
    expect(survivalChart({ ...survival, points: [] })).toBeNull();
  });
});

describe('pairedDots', () => {
  const pair = (id: string, before: number, after: number): ScenarioComparison => ({
    id,
    slices: {},
    baseline: { passes: before, graded: 4, letters: '' },
    candidate: { passes: after, graded: 4, letters: '' },
    difference: (after - before) / 4,
  });

  it('draws what changed, worst first, and not what stayed equal', () => {
    const text = pairedDots([pair('up', 0, 4), pair('equal', 2, 2), pair('down', 4, 1)]).toString();
    expect(text.indexOf('down')).toBeLessThan(text.indexOf('>up<'));
    expect(text).not.toContain('equal<');
    expect(text).toContain('4/4 → 1/4');
    expect(text).toContain('▼ −75');
  });

  it('counts the smallest of very many changes instead of drawing them', () => {
    const rows = [...Array.from({ length: 45 }, (_, at) => pair(`small-${at}`, 2, 3)), pair('large', 4, 0)];
    const text = pairedDots(rows).toString();
    expect(text).toContain('large');
    expect(text).toContain('6 smaller changes are not drawn');
  });
});
