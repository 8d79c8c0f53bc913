import { readFile, stat } from 'node:fs/promises';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import { type Json, type Place, SeatrialError } from '#base';

/** A YAML or JSON file, parsed, with the way from a path inside it to a line. */
export interface YamlFile {
  readonly value: Json;
  readonly place: Place & { readonly locate: (path: readonly PropertyKey[]) => Place };
}

const mostBytes = 4 * 1024 * 1024;

/**
 * Reads a YAML or JSON file that a person wrote.
 *
 * @param label the file as errors shall name it
 * @throws SEAM_FILE_UNREADABLE, SEAM_BAD_YAML
 */
export async function readYamlFile(path: string, label: string): Promise<YamlFile> {
  const entry = await stat(path).catch(() => null);
  if (entry === null || !entry.isFile() || entry.size > mostBytes)
    throw new SeatrialError('SEAM_FILE_UNREADABLE', {
      message: `expected a file of at most ${mostBytes} bytes, got ${entry === null ? 'nothing that can be read' : entry.isFile() ? `${entry.size} bytes` : 'something else'}`,
      hint: 'check the path',
      where: { file: label },
    });
  return parseYaml(await readFile(path, 'utf8'), label);
}

function parseYaml(text: string, file: string): YamlFile {
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
    const [broken] = document.errors;
    if (broken !== undefined)
      throw badYaml(broken.message.split('\n')[0] ?? '', { file, ...placeAt(broken.pos[0], lines) });
    // Aliases can make a small file expand without bound.
    const value = (document.toJS({ maxAliasCount: 50 }) ?? null) as Json;
    return { value, place: { file, locate: (path) => locate(document, path, lines) } };
  } catch (error) {
    throw error instanceof SeatrialError ? error : badYaml('text that expands or nests beyond bounds', { file });
  }
}

function badYaml(got: string, where: Place): SeatrialError {
  return new SeatrialError('SEAM_BAD_YAML', {
    message: `expected YAML or JSON, got a mistake in its form: ${got}`,
    hint: 'mend this line',
    where,
  });
}

// The deepest part of the path that exists in the text: a missing field is reported where it should have been.
function locate(document: Document, path: readonly PropertyKey[], lines: LineCounter): Place {
  for (let depth = path.length; depth >= 0; depth--) {
    const node = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return placeAt(node.range[0], lines);
  }
  return {};
}

function placeAt(offset: number, lines: LineCounter): Place {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}
