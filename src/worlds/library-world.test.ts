import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { worldConformance } from './conformance.ts';
import library from './testing/library-world.ts';

describe('the world of the guide', () => {
  it('is the one printed there', () => {
    const guide = readFileSync(new URL('../../guides/writing-a-world.md', import.meta.url), 'utf8');
    const source = readFileSync(new URL('testing/library-world.ts', import.meta.url), 'utf8');
    expect(guide).toContain(`\`\`\`ts\n${source.replace("'../index.ts'", "'seatrial/world'")}\`\`\`\n`);
  });

  const subject = {
    world: library,
    reads: [{ name: 'find_book', arguments: { book: 'B-1' } }],
    writes: [
      { name: 'lend_book', arguments: { book: 'B-1', reader: 'Bo' } },
      { name: 'charge_fee', arguments: { reader: 'Bo', dollars: 2, request_id: 'r1' } },
      { name: 'charge_fee', arguments: { reader: 'Bo', dollars: 3 } },
    ],
    refusals: [{ name: 'find_book', arguments: { book: 'B-9' } }],
  };
  for (const check of worldConformance(subject)) it(check.name, () => check.run());
});
