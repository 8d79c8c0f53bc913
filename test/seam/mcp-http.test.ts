import { beforeAll, describe, expect, it } from 'vitest';
import { type McpMake, mcpClients } from './clients/mcp-clients.ts';
import { httpCases, outcomesOf, sessionLost, sightOf } from './mcp-cases.ts';
import { observe, type Sitting } from './observe-mcp.ts';

const makes = Object.keys(mcpClients) as McpMake[];
const sittings = new Map<McpMake, Sitting>();

beforeAll(async () => {
  await Promise.all(makes.map(async (make) => sittings.set(make, await observe(make, 'http', httpCases, sessionLost))));
});

// The patterns are those of seams.md, sections 4.1 and 6.4, measured against these clients without this seam.
describe.each(makes)('over streamable HTTP, %s', (make) => {
  it.each(httpCases.map((one) => [one.tool, one] as const))('sees what it should of %s', (tool, one) => {
    const seen = sittings.get(make)?.seen.get(tool);
    expect(seen?.told).toMatch(sightOf(one, make));
    expect(seen?.hits).toBe(one.hits);
    expect(seen?.mark).toMatchObject({ kind: one.fault.kind, realised: true, delivered: true });
    expect(outcomesOf(one)).toContain(seen?.reply?.outcome);
  });

  it('goes on unharmed, and is shown no tool that is gone', () => {
    const sitting = sittings.get(make);
    expect(sitting?.after).toMatch(/^result: \{"id":"O-7".*"count":1,/);
    expect(sitting?.listed).not.toContain('gone');
    expect(sitting?.listed).toContain('changed');
  });
});

describe('a lost session', () => {
  it.each(['v1', 'v2 legacy'] as const)('is a 404 to %s', (make) => {
    const seen = sittings.get(make)?.seen.get('session_lost');
    expect(seen?.told).toMatch(sightOf(sessionLost, make));
    expect(seen).toMatchObject({ hits: 0, mark: { realised: true, delivered: true } });
  });

  it.each(['v2 modern', 'AI SDK'] as const)('is nothing to %s, which has no session to lose', (make) => {
    const seen = sittings.get(make)?.seen.get('session_lost');
    expect(seen?.told).toMatch(/^result: /);
    expect(seen).toMatchObject({ hits: 1, mark: { realised: false, delivered: false } });
  });
});
