import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import Anthropic from '@anthropic-ai/sdk';
import { generateText, jsonSchema, streamText, type ToolSet, tool } from 'ai';
import OpenAI from 'openai';
import { thrown } from './told.ts';

/** How a model is asked. */
export interface Question {
  /** Of the provider. */
  readonly url: string;
  readonly stream: boolean;
  /** Whether `get_order` is offered. */
  readonly tool: boolean;
  /** Gives up after so long. */
  readonly giveUpMs: number;
}

/** The makes that are tried. Each says in a line what its user gets: `text (stop)`, `calls NAME ARGUMENTS (stop)` or what was thrown. Retries are theirs. */
export const modelClients = { openai, anthropic, 'AI SDK': aiSdk } as const satisfies Record<
  string,
  (question: Question) => Promise<string>
>;

export type ModelMake = keyof typeof modelClients;

const messages = [{ role: 'user' as const, content: 'count' }];
const schema = { type: 'object', properties: { id: { type: 'string' } } } as const;

async function openai({ url, stream, tool: offered, giveUpMs }: Question): Promise<string> {
  const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: 'k', timeout: giveUpMs });
  const tools = offered ? [{ type: 'function' as const, function: { name: 'get_order', parameters: schema } }] : [];
  const asked = { model: 'gpt-4o', messages, ...(offered && { tools }) };
  try {
    if (!stream) {
      const { choices } = await client.chat.completions.create(asked);
      const said = choices[0];
      const call = said?.message.tool_calls?.[0];
      const called = call?.type === 'function' ? call.function : undefined;
      return line(said?.message.content ?? said?.message.refusal, called, said?.finish_reason);
    }
    let [text, name, args, stop] = ['', '', '', null as string | null];
    for await (const { choices } of await client.chat.completions.create({ ...asked, stream: true })) {
      const { delta, finish_reason } = choices[0] ?? {};
      text += delta?.content ?? delta?.refusal ?? '';
      name += delta?.tool_calls?.[0]?.function?.name ?? '';
      args += delta?.tool_calls?.[0]?.function?.arguments ?? '';
      stop = finish_reason ?? stop;
    }
    return line(text, name === '' ? undefined : { name, arguments: args }, stop);
  } catch (error) {
    return thrown(error);
  }
}

async function anthropic({ url, stream, tool: offered, giveUpMs }: Question): Promise<string> {
  const client = new Anthropic({ baseURL: url, apiKey: 'k', timeout: giveUpMs });
  const tools = offered ? [{ name: 'get_order', input_schema: { ...schema } }] : [];
  const asked = { model: 'claude-sonnet-5', max_tokens: 100, messages, ...(offered && { tools }) };
  try {
    if (stream) {
      // the events themselves, as agents that stream read them
      let [text, name, args, stop] = ['', '', '', null as string | null];
      for await (const event of await client.messages.create({ ...asked, stream: true })) {
        if (event.type === 'content_block_start' && event.content_block.type === 'tool_use')
          name = event.content_block.name;
        if (event.type === 'content_block_delta' && event.delta.type === 'text_delta') text += event.delta.text;
        if (event.type === 'content_block_delta' && event.delta.type === 'input_json_delta')
          args += event.delta.partial_json;
        if (event.type === 'message_delta') stop = event.delta.stop_reason;
      }
      return line(text, name === '' ? undefined : { name, arguments: args }, stop);
    }
    const { content, stop_reason } = await client.messages.create(asked);
    const call = content.find((block) => block.type === 'tool_use');
    const text = content.map((block) => (block.type === 'text' ? block.text : '')).join('');
    return line(text, call && { name: call.name, arguments: JSON.stringify(call.input) }, stop_reason);
  } catch (error) {
    return thrown(error);
  }
}

async function aiSdk({ url, stream, tool: offered, giveUpMs }: Question): Promise<string> {
  const model = createOpenAICompatible({ name: 'shop', baseURL: `${url}/v1` })('gpt-4o');
  const tools: ToolSet = offered ? { get_order: tool({ inputSchema: jsonSchema<{ id: string }>({ ...schema }) }) } : {};
  const asked = { model, prompt: 'count', tools, abortSignal: AbortSignal.timeout(giveUpMs) };
  try {
    if (!stream) {
      const { text, toolCalls, finishReason } = await generateText(asked);
      const [call] = toolCalls;
      return line(text, call && { name: call.toolName, arguments: JSON.stringify(call.input) }, finishReason);
    }
    let failure: unknown = null;
    const streaming = streamText({
      ...asked,
      onError: ({ error }) => {
        failure = error;
      },
    });
    let text = '';
    for await (const piece of streaming.textStream) text += piece;
    if (failure !== null) return `${thrown(failure)} after "${text}"`;
    const [call] = await streaming.toolCalls;
    const stop = await streaming.finishReason;
    return line(text, call && { name: call.toolName, arguments: JSON.stringify(call.input) }, stop);
  } catch (error) {
    return thrown(error);
  }
}

function line(
  text: string | null | undefined,
  call: { readonly name: string; readonly arguments: string } | undefined,
  stop: string | null | undefined,
): string {
  const said = call === undefined ? `says "${text ?? ''}"` : `calls ${call.name} ${call.arguments}`;
  return `${said} (${stop ?? 'no stop'})`;
}
