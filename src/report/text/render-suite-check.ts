import { plain } from '../plain.ts';
import { left, wrap, wrapBroken } from './columns.ts';
import { glyph, indent } from './section.ts';
import { paint, type TextStyle } from './text-style.ts';

/** Something wrong with a suite or a policy, as far as it is shown. */
export interface ShownMistake {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  /** Where it stands, such as `suite.yaml:7:5`; empty where that is not known. */
  readonly place: string;
  /** What it is about, such as `late checks[0].expect[1]`; empty for the whole. */
  readonly subject: string;
  readonly message: string;
  readonly hint: string;
}

/** What `seatrial check` found. */
export interface ShownSuiteCheck {
  /** The suite by name and version, or its file where it could not be read. */
  readonly suite: string;
  /** What it holds and what else was looked at, such as `44 scenarios, 64 played`. */
  readonly contents: readonly string[];
  readonly mistakes: readonly ShownMistake[];
  readonly exitCode: number;
}

/** More blocks than this are read by nobody at once; the rest is counted. */
const mostShown = 100;

/** The mistakes of a suite and its gate policies, errors first, each as a block; the verdict is the last line. */
export function renderSuiteCheck(check: ShownSuiteCheck, style: TextStyle): string {
  const title = wrapBroken(plain(`check  ${[check.suite, ...check.contents].join(' · ')}`), style.width - 2);
  const errors = check.mistakes.filter(({ severity }) => severity === 'error');
  const warnings = check.mistakes.filter(({ severity }) => severity === 'warning');
  const all = [...errors, ...warnings];
  const blocks = all.slice(0, mostShown).map((mistake) => mistakeBlock(mistake, style));
  const rest = all.length - blocks.length;
  const hidden = rest === 0 ? [] : [`${indent}  and ${rest} more; --json prints all`];
  const last = verdictLine(errors.length, warnings.length, check.exitCode, style);
  return `${[bold(title, indent, style), ...blocks, ...hidden, last].join('\n\n')}\n`;
}

function mistakeBlock({ severity, code, place, subject, message, hint }: ShownMistake, style: TextStyle): string {
  const head = [place, code].filter((part) => part !== '').join('  ');
  const said = subject === '' ? message : `${subject}: ${message}`;
  const mark = `${indent}${glyph(severity === 'error' ? '✗' : '!', style)} `;
  // a place that is cut is no place
  const lines = [
    mark + bold(wrapBroken(plain(head), style.width - 4), '   ', style).trimStart(),
    ...wrap(plain(said), style.width - 4).map((line) => `   ${line}`),
    ...wrap(plain(`to do: ${hint}`), style.width - 4).map((line) => `   ${paint(line, 'dim', style)}`),
  ];
  return lines.join('\n');
}

function bold(lines: readonly string[], margin: string, style: TextStyle): string {
  return lines.map((line) => `${margin}${paint(line, 'bold', style)}`).join('\n');
}

function verdictLine(errors: number, warnings: number, exitCode: number, style: TextStyle): string {
  const counts = [counted(errors, 'error'), counted(warnings, 'warning')].filter((part) => part !== '').join(', ');
  if (errors === 0)
    return `${indent}${glyph('✓', style)} the suite can be run${counts === '' ? '' : `, with ${counts}`}`;
  return `${indent}${glyph('✗', style)} ${left(`${counts}; the suite should not be run`, style.width - 10)}exit ${exitCode}`;
}

function counted(count: number, word: string): string {
  return count === 0 ? '' : `${count} ${word}${count === 1 ? '' : 's'}`;
}
