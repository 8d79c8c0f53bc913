/**
 * Draws the README's picture: what `seatrial gate` really prints for short runs of the two bundled agents, as an SVG.
 *
 * Usage: npm run terminal-picture
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../src/cli/run.ts';
import type { Shell } from '../src/cli/shell.ts';

const width = 88;
const fontSize = 14;
const lineHeight = 20;
const columnWidth = 8.43;
const colours: Readonly<Record<string, string>> = {
  '31': '#ff7b72',
  '32': '#7ee787',
  '33': '#e3b341',
  '35': '#d2a8ff',
  '36': '#79c0ff',
  '2': '#8b949e',
};

const cwd = mkdtempSync(join(tmpdir(), 'seatrial-picture-'));
let printed = '';
const shell: Shell = {
  cwd,
  env: {},
  screen: { width, colour: true },
  now: () => new Date('2026-09-14T12:00:00Z'),
  print: async (text) => {
    printed += text;
  },
  // Remarks go to standard error and are no part of the picture.
  note: () => {},
  progress: () => {},
  terminal: null,
  interrupted: new AbortController().signal,
  cancelled: new AbortController().signal,
  takeTime: () => {},
};

try {
  const policy = new URL('../examples/order-desk/gates/release.yaml', import.meta.url).pathname;
  for (const agent of ['careful', 'hasty'])
    await run(['run', 'order-desk', '--agent', agent, '-k', '8', '--name', agent], shell);
  printed = '\u{1b}[2m$ seatrial gate hasty --baseline careful --policy gates/release.yaml\u{1b}[22m\n';
  await run(['gate', 'hasty', '--baseline', 'careful', '--policy', policy], shell);
  writeFileSync(new URL('../guides/pictures/gate.svg', import.meta.url), svg(printed.trimEnd().split('\n')));
} finally {
  rmSync(cwd, { recursive: true, force: true });
}

function svg(lines: readonly string[]): string {
  const [wide, high] = [Math.ceil(width * columnWidth) + 40, lines.length * lineHeight + 36];
  const rows = lines.map(
    (line, at) => `<text x="20" y="${28 + at * lineHeight}" xml:space="preserve">${spans(line)}</text>`,
  );
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="${high}" viewBox="0 0 ${wide} ${high}" role="img" aria-label="Output of seatrial gate">\n` +
    `<rect width="100%" height="100%" rx="8" fill="#0d1117"/>\n` +
    `<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${fontSize}" fill="#e6edf3">\n${rows.join('\n')}\n</g>\n</svg>\n`
  );
}

// One tspan a run of equal looks; ends of looks (22, 39) reset what they end.
function spans(line: string): string {
  let [fill, weight] = ['', ''];
  let out = '';
  for (const part of line.split(/(\u{1b}\[\d+m)/u)) {
    const code = /^\u{1b}\[(\d+)m$/u.exec(part)?.[1];
    if (code === undefined) out += part === '' ? '' : `<tspan${fill}${weight}>${escapeXml(part)}</tspan>`;
    else if (code === '1') weight = ' font-weight="bold"';
    else if (code === '22') [fill, weight] = [fill === ` fill="${colours['2']}"` ? '' : fill, ''];
    else fill = colours[code] === undefined ? '' : ` fill="${colours[code]}"`;
  }
  return out;
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
