import { describe, expect, it } from 'vitest';
import { rewriteText } from './rewrite-text.ts';

describe('rewriteText', () => {
  const before = { total: 19.99, year: 2026 };
  const patch = [{ op: 'replace', path: '/total', value: 199.9 } as const];

  it('edits the JSON text of the value in place', () => {
    expect(rewriteText('{ "year": 2026, "total": 19.99 }', before, patch)).toBe('{ "year": 2026, "total": 199.9 }');
  });

  it('replaces the one quotation of the value in prose', () => {
    expect(rewriteText('The total is 19.99 euros.', before, patch)).toBe('The total is 199.9 euros.');
  });

  it.each(['It was 119.99 before.', 'Pay 19.99, that is 19.99 in all.', 'No figure here.'])(
    'leaves prose alone: %s',
    (text) => {
      expect(rewriteText(text, before, patch)).toBe(text);
    },
  );
});
