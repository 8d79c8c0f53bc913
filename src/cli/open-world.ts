import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SeatrialError } from '#base';
import type { World } from '#worlds';

/**
 * The world a suite names: the bundled `order-desk`, or a module whose default export is a world.
 *
 * @param folder the suite's folder, from which paths start
 * @throws CLI_WORLD_BROKEN when the module cannot be loaded, CLI_NOT_A_WORLD when it exports something else
 */
export async function openWorld(name: string, folder: string): Promise<World> {
  if (name === 'order-desk') return (await import('#desk')).orderDesk;
  const exported = await loadDefault(name, folder);
  if (isWorld(exported)) return exported;
  throw new SeatrialError('CLI_NOT_A_WORLD', {
    message: `expected a world as default export, got ${exported === undefined ? 'none' : `a value of type ${typeof exported}`}`,
    hint: 'write export default defineWorld({…}), or world: order-desk for the bundled one',
    where: { file: name },
  });
}

async function loadDefault(name: string, folder: string): Promise<unknown> {
  try {
    return ((await import(pathToFileURL(resolve(folder, name)).href)) as { default?: unknown }).default;
  } catch (cause) {
    if (cause instanceof SeatrialError) throw cause;
    throw new SeatrialError('CLI_WORLD_BROKEN', {
      message: `expected the module of a world, got one that cannot be loaded: ${cause instanceof Error ? cause.message : String(cause)}`,
      hint: 'world: names the bundled order-desk, or a TypeScript or JavaScript file beside the suite',
      where: { file: name },
      cause,
    });
  }
}

function isWorld(value: unknown): value is World {
  const world = value as Partial<World> | null | undefined;
  return typeof world?.open === 'function' && typeof world.name === 'string' && typeof world.digest === 'string';
}
