import { describe, expect, it } from 'vitest';
import { loadPeer } from './load-peer.ts';

describe('loadPeer', () => {
  it('hands out the module', async () => {
    expect((await loadPeer('node:path', () => import('node:path'))).sep).toBe('/');
  });

  it('says which package to install when it is missing, and passes on any other error', async () => {
    const missing = Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' });
    await expect(loadPeer('ai', () => Promise.reject(missing))).rejects.toMatchObject({
      code: 'LLM_PEER_MISSING',
      hint: 'npm install ai',
    });
    await expect(loadPeer('ai', () => Promise.reject(new SyntaxError('broken')))).rejects.toThrow(SyntaxError);
  });
});
