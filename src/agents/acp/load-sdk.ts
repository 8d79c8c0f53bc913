import { SeatrialError } from '#base';

/** The parts of `@agentclientprotocol/sdk` that are used. */
export type AcpSdk = typeof import('@agentclientprotocol/sdk');

/**
 * The official SDK, loaded when an ACP agent is named.
 *
 * @throws AGENTS_PACKAGE_MISSING when it is not installed
 */
export async function loadSdk(): Promise<AcpSdk> {
  try {
    return await import('@agentclientprotocol/sdk');
  } catch (cause) {
    throw new SeatrialError('AGENTS_PACKAGE_MISSING', {
      message: 'expected the package @agentclientprotocol/sdk for agents that speak ACP, got none that can be loaded',
      hint: 'npm install @agentclientprotocol/sdk',
      cause,
    });
  }
}
