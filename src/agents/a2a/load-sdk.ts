import { SeatrialError } from '#base';

/** The parts of `@a2a-js/sdk` that are used. */
export interface A2aSdk {
  readonly core: typeof import('@a2a-js/sdk');
  readonly client: typeof import('@a2a-js/sdk/client');
}

/**
 * The official SDK, loaded when an A2A agent is named.
 *
 * @throws AGENTS_PACKAGE_MISSING when it is not installed
 */
export async function loadSdk(): Promise<A2aSdk> {
  try {
    const [core, client] = await Promise.all([import('@a2a-js/sdk'), import('@a2a-js/sdk/client')]);
    return { core, client };
  } catch (cause) {
    throw new SeatrialError('AGENTS_PACKAGE_MISSING', {
      message: 'expected the package @a2a-js/sdk for agents that speak A2A, got none that can be loaded',
      hint: 'npm install @a2a-js/sdk',
      cause,
    });
  }
}
