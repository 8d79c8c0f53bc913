import { describe, expect, it } from 'vitest';
import { agentHeaders } from './agent-headers.ts';

describe('headers for an agent', () => {
  it('are read from lines, with secrets from the environment', () => {
    const lines = ['Authorization: Bearer ${KEY}', 'X-Team:a', 'X-Empty:'];
    expect(agentHeaders(lines, { KEY: 's3cret' })).toEqual({
      authorization: 'Bearer s3cret',
      'x-team': 'a',
      'x-empty': '',
    });
  });

  it.each(['Authorization', ': value', 'bad name: value', 'x: a\r\ny: b'])('%o is refused', (line) => {
    expect(() => agentHeaders([line], {})).toThrow(expect.objectContaining({ code: 'AGENTS_BAD_HEADER' }));
  });

  it('that name a variable which is not set are refused by its name', () => {
    expect(() => agentHeaders(['a: ${NO_SUCH}'], {})).toThrow(/NO_SUCH/);
  });
});
