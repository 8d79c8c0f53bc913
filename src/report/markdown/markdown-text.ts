import { cutText } from '#base';
import { plain } from '../plain.ts';

/** A comment may hold 65,536 characters; this leaves room for what a bot adds. */
const mostCharacters = 60_000;

/** Nothing to see, but it keeps a host from reading a mention or an issue number: hosts look for those after entities and escapes are gone. */
const apart = '&#8203;';

/**
 * Outside text inside Markdown: one line, no HTML, no link, no emphasis, no list, no table cell of its own; nobody is mentioned, no issue is referred to.
 */
export function escapeMarkdown(text: string): string {
  return cutText(plain(text), mostOfOne)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*_{}[\]()|~]|^\s*[-+=]/g, (mark) => mark.replace(/\S/, '\\$&'))
    .replace(/^(\s*\d+)([.)])/, '$1\\$2')
    .replace(/[@#]/g, (mark) => `${mark}${apart}`)
    .replace(/\b(gh)-(?=\d)/gi, `$1${apart}-`)
    .replace(/:\/\//g, `:${apart}//`)
    .replace(/www\./gi, `www${apart}.`);
}

/** Most characters of one foreign text: one of them must not fill the whole comment. */
const mostOfOne = 1000;

/** A table; every cell is Markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

/** A part that is folded until somebody opens it. Empty when it has no lines. */
export function folded(summary: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', '<details>', `<summary>${summary}</summary>`, '', ...lines, '', '</details>'];
}

/**
 * A whole comment below the size that the host accepts: a hidden marker by which a bot finds its comment again, then lines until there is no more room.
 */
export function comment(marker: string, lines: readonly string[]): string {
  const kept = [`<!-- ${marker} -->`];
  let size = kept[0]?.length ?? 0;
  let open = false;
  for (const [at, line] of lines.entries()) {
    if (size + line.length + 1 > mostCharacters) {
      if (open) kept.push('', '</details>');
      kept.push('', `_${lines.length - at} more lines were left out; the JSON has them all._`);
      break;
    }
    if (line === '<details>') open = true;
    if (line === '</details>') open = false;
    kept.push(line);
    size += line.length + 1;
  }
  return `${kept.join('\n')}\n`;
}
