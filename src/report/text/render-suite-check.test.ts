import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileText } from '../testing/hostile.ts';
import { columnsOf } from './columns.ts';
import { renderSuiteCheck, type ShownMistake, type ShownSuiteCheck } from './render-suite-check.ts';

const mistakes: readonly ShownMistake[] = [
  {
    severity: 'warning',
    code: 'lonely-slice',
    place: '',
    subject: '',
    message: 'expected several scenarios in each slice of kind, got one in hostile, long',
    hint: 'one scenario says nothing about a slice: add scenarios, or merge values',
  },
  {
    severity: 'error',
    code: 'unknown-tool',
    place: 'refunds/scenarios/late-parcels.yaml:17:24',
    subject: 'late-parcel checks[1].required[0]',
    message: 'expected a tool of the world, got refund_paymant',
    hint: 'did you mean refund_payment?',
  },
];
const found: ShownSuiteCheck = {
  suite: 'refunds 3',
  contents: ['44 scenarios, 64 played', 'world order-desk', 'gate.yaml'],
  mistakes,
  exitCode: 21,
};
const sound: ShownSuiteCheck = { ...found, mistakes: [], exitCode: 0 };

function golden(name: string): string {
  return fileURLToPath(new URL(`../../../test/golden/text/${name}`, import.meta.url));
}

describe('renderSuiteCheck', () => {
  const cases = [60, 80, 120].flatMap((width) => [
    { name: 'suite-check', check: found, width },
    { name: 'suite-check-sound', check: sound, width },
  ]);

  it.each(cases)('$name at $width columns is the golden text', async ({ name, check, width }) => {
    await expect(renderSuiteCheck(check, { width, colour: false })).toMatchFileSnapshot(golden(`${name}.${width}.txt`));
  });

  it.each(cases)('$name at $width columns says the same with colour', ({ check, width }) => {
    const painted = renderSuiteCheck(check, { width, colour: true });
    expect(painted).toContain('\u{1b}[');
    expect(painted.replace(/\u{1b}\[\d+m/gu, '')).toBe(renderSuiteCheck(check, { width, colour: false }));
  });

  it('tells errors before warnings and the verdict last', () => {
    const lines = renderSuiteCheck(found, { width: 80, colour: false }).trimEnd().split('\n');
    const at = (words: string): number => lines.findIndex((line) => line.includes(words));
    expect(at('unknown-tool')).toBeLessThan(at('lonely-slice'));
    expect(lines.at(-1)).toMatch(/^ ✗ 1 error, 1 warning; .*exit 21$/);
  });

  it('counts what it does not show', () => {
    const many = { ...found, mistakes: new Array<ShownMistake>(130).fill(mistakes[1] as ShownMistake) };
    expect(renderSuiteCheck(many, { width: 80, colour: false })).toContain('and 30 more; --json prints all');
  });

  it('keeps hostile words on their lines and inside the width', () =>
    fc.assert(
      fc.property(hostileText, fc.constantFrom(60, 80, 120), (text, width) => {
        const hostile: ShownMistake = {
          severity: 'error',
          code: text,
          place: text,
          subject: text,
          message: text,
          hint: text,
        };
        const shown = renderSuiteCheck(
          { suite: text, contents: [text], mistakes: [hostile], exitCode: 21 },
          { width, colour: false },
        );
        expect(shown.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e\u2066]/u);
        for (const line of shown.split('\n')) expect(columnsOf(line)).toBeLessThanOrEqual(width);
      }),
    ));
});
