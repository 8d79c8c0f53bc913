import { SeatrialError } from '#base';

/** The parts of `@a2a-js/sdk` that are used. */
export interface A2aSdk {
  readonly core: typeof import('@a2a-js/sdk');
  readonly client: typeof import('@a2a-js/sdk/client');
}

/**
 * The official SDK, loaded when an A2A agent is named.
 *
 * @throws AGENTS_PEER_MISSING when it is not installed
 */
export async function loadSdk(): Promise<A2aSdk> {
  try {
    const [core, client] = await Promise.all([import('@a2a-js/sdk'), import('@a2a-js/sdk/client')]);
    return { core, client };
  } catch (cause) {
    if ((cause as { code?: unknown }).code !== 'ERR_MODULE_NOT_FOUND') throw cause;
    throw new SeatrialError('AGENTS_PEER_MISSING', {
      message: 'expected the package @a2a-js/sdk for agents that speak A2A, but it is not installed',
      hint: 'npm install @a2a-js/sdk',
      cause,
    });
  }
}
