import { pathToFileURL } from 'node:url';
import { SeatrialError } from '#base';
import { formatPath } from '#schema';
import type { AuthoredDocument } from './authored-document.ts';
import { NotJson, plainJson } from './plain-json.ts';

/**
 * Runs a TypeScript or JavaScript module and takes its default export. The module is a program of the suite's author and runs as one.
 *
 * @param path absolute
 * @param file as errors name it
 * @throws SUITES_MODULE_FAILED when it does not load; SUITES_NO_DEFAULT_EXPORT
 */
export async function moduleDocument(path: string, file: string): Promise<AuthoredDocument> {
  const exported = await loadDefault(path, file);
  const place = (): { file: string } => ({ file });
  try {
    return { file, value: plainJson(exported), problems: [], place };
  } catch (cause) {
    if (!(cause instanceof NotJson)) throw moduleFailed(cause, file);
    const { code, message, hint = '' } = cause;
    return {
      file,
      value: undefined,
      problems: [{ code, message, hint, where: { file, path: formatPath(cause.path) } }],
      place,
    };
  }
}

async function loadDefault(path: string, file: string): Promise<unknown> {
  let loaded: { readonly default?: unknown };
  try {
    loaded = await import(/* @vite-ignore */ pathToFileURL(path).href);
  } catch (cause) {
    throw moduleFailed(cause, file);
  }
  if (loaded.default !== undefined) return loaded.default;
  throw new SeatrialError('SUITES_NO_DEFAULT_EXPORT', {
    message: 'expected a default export, got a module without one',
    hint: 'write export default defineSuite({ … })',
    where: { file },
  });
}

function moduleFailed(cause: unknown, file: string): SeatrialError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new SeatrialError('SUITES_MODULE_FAILED', {
    message: `expected a module that loads, got an error: ${reason.split('\n')[0]}`,
    hint: `run it by itself: node ${file}; only types that can be erased are supported`,
    where: { file },
    cause,
  });
}
