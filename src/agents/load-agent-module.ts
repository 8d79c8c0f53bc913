import { access } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SeatrialError } from '#base';

/**
 * The default export of a user's module. TypeScript is run as Node runs it: types are stripped, nothing else is translated.
 *
 * @throws AGENTS_MODULE_NOT_FOUND, AGENTS_MODULE_BROKEN, AGENTS_BAD_MODULE (no default export)
 */
export async function loadAgentModule(path: string, cwd: string): Promise<unknown> {
  const file = isAbsolute(path) ? path : resolve(cwd, path);
  await access(file).catch((cause: unknown) => {
    throw new SeatrialError('AGENTS_MODULE_NOT_FOUND', {
      message: `expected an agent's module, there is no file ${path}`,
      hint: 'give the path of a .ts, .js or .mjs file, relative to the folder you are in',
      where: { file: path },
      cause,
    });
  });
  const loaded = await importModule(file, path);
  if (loaded.default !== undefined) return loaded.default;
  throw badModule(path, `no default export (it exports ${Object.keys(loaded).join(', ') || 'nothing'})`);
}

/** The module does not export an agent. */
export function badModule(path: string, got: string): SeatrialError {
  return new SeatrialError('AGENTS_BAD_MODULE', {
    message: `expected an agent as default export, got ${got}`,
    hint: 'export default (turn, { tools }) => …, or an object with open(trial); see the guide on connecting an agent',
    where: { file: path },
  });
}

async function importModule(file: string, path: string): Promise<{ readonly default?: unknown }> {
  try {
    return (await import(pathToFileURL(file).href)) as { default?: unknown };
  } catch (cause) {
    throw new SeatrialError('AGENTS_MODULE_BROKEN', {
      message: `expected a module that loads, it threw ${cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause)}`,
      hint: 'run it with node by itself to see where it fails',
      where: { file: path },
      cause,
    });
  }
}
