import { beforeAll, describe, expect, it } from 'vitest';
import { type McpMake, mcpClients } from './clients/mcp-clients.ts';
import { childExit, outcomesOf, sightOf, stdioCases } from './mcp-cases.ts';
import { observe, type Sitting } from './observe-mcp.ts';

const makes = Object.keys(mcpClients) as McpMake[];
const sittings = new Map<McpMake, Sitting>();

beforeAll(async () => {
  await Promise.all(makes.map(async (make) => sittings.set(make, await observe(make, 'stdio', stdioCases, childExit))));
});

// The patterns are those of seams.md, sections 4.2 and 6.4, measured against these clients without this seam.
describe.each(makes)('over stdio, %s', (make) => {
  it.each([...stdioCases, childExit].map((one) => [one.tool, one] as const))(
    'sees what it should of %s',
    (tool, one) => {
      const seen = sittings.get(make)?.seen.get(tool);
      expect(seen?.told).toMatch(sightOf(one, make));
      expect(seen?.hits).toBe(one.hits);
      expect(seen?.mark).toMatchObject({ kind: one.fault.kind, realised: true, delivered: true });
      expect(outcomesOf(one)).toContain(seen?.reply?.outcome);
    },
  );

  it('finds every frame behind a broken one whole, and is shown no tool that is gone', () => {
    const sitting = sittings.get(make);
    expect(sitting?.after).toMatch(/^result: \{"id":"O-7".*"count":1,/);
    expect(sitting?.listed).not.toContain('gone');
  });
});
