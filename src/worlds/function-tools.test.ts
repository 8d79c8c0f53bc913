import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { functionTools } from './function-tools.ts';
import { tillWorld } from './testing/till-world.ts';

const { definitions } = tillWorld.open({ seed: 0, tools: ['get_account'] }).tools;
const parameters = {
  type: 'object',
  properties: { account: { type: 'string', maxLength: 40, description: 'account id, such as A-1' } },
  required: ['account'],
  additionalProperties: false,
};
const description = 'Looks up an account by its id.';

describe('functionTools', () => {
  // Shapes as in the reference of POST /v1/chat/completions and POST /v1/responses, and LanguageModelV4FunctionTool of @ai-sdk/provider
  it('gives each interface its shape, without the effect', () => {
    expect(functionTools(definitions, 'openai-chat')).toEqual([
      { type: 'function', function: { name: 'get_account', description, parameters } },
    ]);
    expect(functionTools(definitions, 'openai-responses')).toEqual([
      { type: 'function', name: 'get_account', description, parameters, strict: false },
    ]);
    expect(functionTools(definitions, 'ai-sdk')).toEqual([
      { type: 'function', name: 'get_account', description, inputSchema: parameters },
    ]);
  });

  it('carries schemas that a strict validator of draft 2020-12 takes', () => {
    const validator = new Ajv2020({ strict: true });
    for (const { inputSchema } of tillWorld.open({ seed: 0 }).tools.definitions)
      expect(() => validator.compile(inputSchema)).not.toThrow();
  });
});
