import { SeatrialError } from '#base';

/** The package `ai`, as far as it is used. */
export type Sdk = typeof import('ai');

/**
 * Loads the AI SDK, which is not installed with this package.
 *
 * @throws AGENTS_PEER_MISSING
 */
export async function loadSdk(): Promise<Sdk> {
  try {
    return await import('ai');
  } catch (cause) {
    if ((cause as { code?: unknown }).code !== 'ERR_MODULE_NOT_FOUND') throw cause;
    throw new SeatrialError('AGENTS_PEER_MISSING', {
      message: 'expected the package ai for an agent of the AI SDK, but it is not installed',
      hint: 'npm install ai',
      cause,
    });
  }
}
