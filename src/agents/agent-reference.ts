import { SeatrialError } from '#base';

/** An agent as named on the command line, taken apart. */
export type AgentReference =
  | { readonly kind: 'function' | 'ai-sdk'; readonly path: string }
  | { readonly kind: 'http' | 'a2a'; readonly url: string }
  | { readonly kind: 'openai-chat' | 'openai-responses'; readonly url: string; readonly model: string }
  | { readonly kind: 'acp' | 'exec'; readonly command: string };

/** The forms of a reference, for messages and help. */
export const agentReferenceForms: readonly (readonly [form: string, meaning: string])[] = [
  ['./agent.ts', 'a TypeScript or JavaScript function, default export'],
  ['http://host/path', 'a webhook'],
  ['openai-chat:URL#MODEL', 'a model behind the OpenAI chat completions API, with our tool loop'],
  ['openai-responses:URL#MODEL', 'a model behind the OpenAI responses API, with our tool loop'],
  ['ai-sdk:./agent.ts', 'an AI SDK model or agent, default export'],
  ['a2a:URL', 'an A2A agent'],
  ['acp:COMMAND', 'a coding agent that speaks ACP'],
  ['exec:COMMAND', 'a subprocess that speaks JSON lines'],
];

/**
 * Takes a reference such as `openai-chat:https://api.example.com/v1#model-1` apart.
 *
 * @throws AGENTS_UNKNOWN_REFERENCE with the forms there are; AGENTS_BAD_ADDRESS
 */
export function parseAgentReference(reference: string): AgentReference {
  const [, kind, rest] = /^([a-z0-9-]{2,20}):(.*)$/s.exec(reference) ?? [];
  switch (kind) {
    case 'http':
    case 'https':
      return { kind: 'http', url: address(reference) };
    case 'a2a':
      return { kind, url: address(rest ?? '') };
    case 'openai-chat':
    case 'openai-responses':
      return { kind, ...modelAddress(kind, rest ?? '') };
    case 'acp':
    case 'exec':
      if (rest?.trim()) return { kind, command: rest };
      throw unknownReference(reference);
    case 'ai-sdk':
      if (rest?.trim()) return { kind, path: rest };
      throw unknownReference(reference);
    default:
      if (/\.(ts|mts|js|mjs)$/.test(reference)) return { kind: 'function', path: reference };
      throw unknownReference(reference);
  }
}

function address(text: string): string {
  if (URL.canParse(text) && /^https?:\/\//.test(text)) return text;
  throw new SeatrialError('AGENTS_BAD_ADDRESS', {
    message: `expected an address that begins with http:// or https://, got ${JSON.stringify(withoutQuery(text))}`,
    hint: 'write the whole address, such as http://127.0.0.1:8080/chat',
  });
}

function modelAddress(kind: string, text: string): { url: string; model: string } {
  const at = text.indexOf('#');
  const model = at < 0 ? '' : text.slice(at + 1);
  if (model !== '') return { url: address(text.slice(0, at)), model };
  throw new SeatrialError('AGENTS_BAD_ADDRESS', {
    message: `expected an address and a model after ${kind}:, got ${JSON.stringify(withoutQuery(text))}`,
    hint: `write ${kind}:https://api.example.com/v1#MODEL`,
  });
}

function unknownReference(reference: string): SeatrialError {
  const forms = agentReferenceForms.map(([form]) => form).join(', ');
  return new SeatrialError('AGENTS_UNKNOWN_REFERENCE', {
    message: `expected an agent, got ${JSON.stringify(withoutQuery(reference))}`,
    hint: `name a bundled agent (careful, hasty), or write ${forms}`,
  });
}

// Queries and credentials in addresses hold secrets, and errors are printed in logs.
function withoutQuery(text: string): string {
  return text
    .replace(/\?[^#]*/, '')
    .replace(/\/\/[^/@]*@/, '//')
    .slice(0, 200);
}
