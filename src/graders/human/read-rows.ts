import { createRequire } from 'node:module';
import type { parse } from 'csv-parse/sync';
import { isMap, isSeq, LineCounter, parseDocument as parseYaml } from 'yaml';
import { SeatrialError } from '#base';
import { parseBoundedJson } from '#schema';

/** A row as it stands in a file, and the line (from 1) where it begins. */
export interface FileRow {
  readonly value: unknown;
  readonly line: number;
}

const mostRows = 1_000_000;
const deepestRow = 8;

/**
 * The rows of a file of records: CSV with a header, JSON lines (`.jsonl`, `.ndjson`), else a YAML or JSON list.
 *
 * @throws GRADERS_BAD_HUMAN_GRADE with file and line when the file breaks off or is of another form; the codes of bounded JSON
 */
export function readRows(text: string, file: string, ending: string): readonly FileRow[] {
  const plain = text.startsWith('\ufeff') ? text.slice(1) : text;
  const rows =
    ending === '.csv'
      ? csvRows(plain, file)
      : ending === '.jsonl' || ending === '.ndjson'
        ? lineRows(plain, file)
        : yamlRows(plain, file);
  if (rows.length > mostRows)
    throw badRows(`expected at most ${mostRows} rows, got ${rows.length}`, file, mostRows + 2);
  return rows;
}

function csvRows(text: string, file: string): FileRow[] {
  try {
    // loaded with the first table: most runs are graded without people
    const { parse: parseCsv } = createRequire(import.meta.url)('csv-parse/sync') as { readonly parse: typeof parse };
    const records = parseCsv(text, {
      columns: true,
      info: true,
      skip_empty_lines: true,
      trim: true,
      max_record_size: 100_000,
    }) as unknown as { readonly record: unknown; readonly info: { readonly lines: number } }[];
    return records.map(({ record, info }) => ({ value: record, line: info.lines }));
  } catch (cause) {
    const { lines, message } = cause as { readonly lines?: number; readonly message?: string };
    throw badRows(`expected a table in CSV, got one that breaks: ${message}`, file, lines ?? 1, cause);
  }
}

function lineRows(text: string, file: string): FileRow[] {
  return text.split('\n').flatMap((row, at) => {
    if (row.trim() === '') return [];
    try {
      return [{ value: parseBoundedJson(row, file, { maxChars: 100_000, maxDepth: deepestRow }), line: at + 1 }];
    } catch (cause) {
      throw badRows(`expected a JSON object, got ${JSON.stringify(row.slice(0, 60))}`, file, at + 1, cause);
    }
  });
}

function yamlRows(text: string, file: string): FileRow[] {
  const lineCounter = new LineCounter();
  const document = parseYaml(text, { lineCounter, logLevel: 'silent' });
  const line = (offset: number | undefined): number => Math.max(1, lineCounter.linePos(offset ?? 0).line);
  const [error] = document.errors;
  if (error !== undefined) throw badRows(error.message.split('\n')[0] ?? 'no YAML', file, line(error.pos[0]), error);
  const list = document.contents;
  if (!isSeq(list)) throw badRows('expected a list of grades', file, 1);
  return list.items.map((item) => {
    const range = isMap(item) ? item.range : null;
    return { value: isMap(item) ? item.toJS(document, { maxAliasCount: 0 }) : item, line: line(range?.[0]) };
  });
}

function badRows(message: string, file: string, line: number, cause?: unknown): SeatrialError {
  return new SeatrialError('GRADERS_BAD_HUMAN_GRADE', {
    message,
    hint: 'each row needs scenario, trial (from 1) and finding (pass, fail, not-scored)',
    where: { file, line },
    ...(cause === undefined ? {} : { cause }),
  });
}
