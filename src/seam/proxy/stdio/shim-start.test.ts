import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const session = new URL('shim-session.ts', import.meta.url).href;
/** Prints the address of every file that is loaded with a shim's session. */
const program = `
import { registerHooks } from 'node:module';
const loaded = [];
registerHooks({ load: (url, context, next) => { loaded.push(url); return next(url, context); } });
await import(${JSON.stringify(session)});
process.stdout.write(JSON.stringify(loaded));
`;

describe('the start of a stdio shim', () => {
  // Every server that an agent starts waits for this; the schemas alone take longer to load than everything else.
  it('loads the seam and the ground floor, and no schema, no recording and no package', async () => {
    const args = ['--conditions=seatrial-source', '--input-type=module', '--eval', program];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    const loaded = (JSON.parse(stdout) as string[]).filter((url) => !url.startsWith('node:'));
    expect(loaded).toContain(session);
    expect(loaded.filter((url) => !/\/src\/(base|seam)\//.test(url) || /\/seam\/replay\//.test(url))).toEqual([]);
  });
});
