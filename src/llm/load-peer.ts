import { SeatrialError } from '#base';

/**
 * An optional package, loaded when it is first needed.
 *
 * @throws LLM_PEER_MISSING when it is not installed
 */
export async function loadPeer<Module>(name: string, load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new SeatrialError('LLM_PEER_MISSING', {
      message: `expected the package ${name} for calling models, but it is not installed`,
      hint: `npm install ${name}`,
      cause: error,
    });
  }
}
