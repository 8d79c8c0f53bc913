import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSuite } from '#suites';
import { openSeam } from './open-seam.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seatrial-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function written(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return name;
}

function suiteText(more: string): string {
  return `apiVersion: seatrial/suite/v1
name: parcels
version: "1"
${more}
scenarios:
  - id: late
    goal: know where the parcel is
    user: { kind: scripted, lines: ["Where is it?"] }
    checks: [{ check: says, must: [Thursday] }]
`;
}

describe('the seam of a suite', () => {
  it('is read from beside the suite', async () => {
    written(
      'seam.yaml',
      'apiVersion: seatrial/seam/v1\nservers: { crm: { kind: http, url: "http://127.0.0.1:9/crm" } }\n',
    );
    const suite = await loadSuite(written('suite.yaml', suiteText('seam: seam.yaml')), { cwd: folder });
    expect(await openSeam(suite, 'suite.yaml', { cwd: folder })).toMatchObject({
      config: { servers: { crm: { kind: 'http', sandbox: false } } },
      plan: null,
    });
  });

  it('is none where the suite names none', async () => {
    const suite = await loadSuite(written('suite.yaml', suiteText('')), { cwd: folder });
    expect(await openSeam(suite, 'suite.yaml', { cwd: folder })).toBeNull();
  });

  it('has to be there', async () => {
    const suite = await loadSuite(written('suite.yaml', suiteText('seam: gone.yaml')), { cwd: folder });
    await expect(openSeam(suite, 'suite.yaml', { cwd: folder })).rejects.toMatchObject({
      code: 'SEAM_FILE_UNREADABLE',
    });
  });
});
