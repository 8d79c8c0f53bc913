import { SeatrialError } from '#base';

/** The parts of `@agentclientprotocol/sdk` that are used. */
export type AcpSdk = typeof import('@agentclientprotocol/sdk');

/**
 * The official SDK, loaded when an ACP agent is named.
 *
 * @throws AGENTS_PEER_MISSING when it is not installed
 */
export async function loadSdk(): Promise<AcpSdk> {
  try {
    return await import('@agentclientprotocol/sdk');
  } catch (cause) {
    if ((cause as { code?: unknown }).code !== 'ERR_MODULE_NOT_FOUND') throw cause;
    throw new SeatrialError('AGENTS_PEER_MISSING', {
      message: 'expected the package @agentclientprotocol/sdk for agents that speak ACP, but it is not installed',
      hint: 'npm install @agentclientprotocol/sdk',
      cause,
    });
  }
}
