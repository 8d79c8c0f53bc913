import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeatrialError } from '#base';
import { agentReferenceForms, parseAgentReference } from './agent-reference.ts';

describe('a reference to an agent', () => {
  it.each([
    ['./agent.ts', { kind: 'function', path: './agent.ts' }],
    ['/srv/agents/desk.mjs', { kind: 'function', path: '/srv/agents/desk.mjs' }],
    ['http://127.0.0.1:8080/chat', { kind: 'http', url: 'http://127.0.0.1:8080/chat' }],
    ['https://agents.example.com/v2?team=a', { kind: 'http', url: 'https://agents.example.com/v2?team=a' }],
    [
      'openai-chat:https://api.openai.com/v1#gpt-4o',
      { kind: 'openai-chat', url: 'https://api.openai.com/v1', model: 'gpt-4o' },
    ],
    [
      'openai-responses:http://127.0.0.1:1234#org/model#2',
      { kind: 'openai-responses', url: 'http://127.0.0.1:1234', model: 'org/model#2' },
    ],
    ['ai-sdk:./agent.ts', { kind: 'ai-sdk', path: './agent.ts' }],
    ['a2a:https://agent.example.com', { kind: 'a2a', url: 'https://agent.example.com' }],
    ['acp:npx some-agent --acp', { kind: 'acp', command: 'npx some-agent --acp' }],
    ['exec:python agent.py', { kind: 'exec', command: 'python agent.py' }],
  ])('%s', (reference, parsed) => {
    expect(parseAgentReference(reference)).toEqual(parsed);
  });

  it.each([
    ['', 'AGENTS_UNKNOWN_REFERENCE'],
    ['carefull', 'AGENTS_UNKNOWN_REFERENCE'],
    ['gopher://host', 'AGENTS_UNKNOWN_REFERENCE'],
    ['exec:', 'AGENTS_UNKNOWN_REFERENCE'],
    ['ai-sdk: ', 'AGENTS_UNKNOWN_REFERENCE'],
    ['http://', 'AGENTS_BAD_ADDRESS'],
    ['a2a:host', 'AGENTS_BAD_ADDRESS'],
    ['openai-chat:https://api.openai.com/v1', 'AGENTS_BAD_ADDRESS'],
    ['openai-chat:https://api.openai.com/v1#', 'AGENTS_BAD_ADDRESS'],
    ['openai-chat:#gpt-4o', 'AGENTS_BAD_ADDRESS'],
  ])('%o is refused: %s', (reference, code) => {
    expect(() => parseAgentReference(reference)).toThrow(expect.objectContaining({ code }));
  });

  it('that is refused is answered with every form there is', () => {
    const error = refusal('my-agent');
    for (const [form] of agentReferenceForms) expect(error.hint).toContain(form);
  });

  it('never shows a query or credentials in its refusal', () => {
    const error = refusal('openai-chat:https://user:hunter2@api.example.com/v1?key=hunter2');
    expect(`${error.message} ${error.hint}`).not.toContain('hunter2');
  });

  it('is either taken apart or refused as a mistake, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          parseAgentReference(text);
        } catch (error) {
          expect(error).toBeInstanceOf(SeatrialError);
        }
      }),
    );
  });
});

function refusal(reference: string): SeatrialError {
  try {
    parseAgentReference(reference);
  } catch (error) {
    return error as SeatrialError;
  }
  throw new Error(`${reference} was not refused`);
}
