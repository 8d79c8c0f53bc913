import { isAbsolute, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LanguageModel } from 'ai';
import { SeatrialError } from '#base';
import { aiSdkModel } from './ai-sdk-model.ts';
import type { ChatModel } from './chat-model.ts';
import { loadPeer } from './load-peer.ts';
import { type RetryOptions, retryingModel } from './retrying-model.ts';

/** What opening a model needs from its surroundings, and how its calls are retried. */
export interface OpenChatModelOptions extends RetryOptions {
  /** Environment variables: `SEATRIAL_MODEL_API_KEY` for any address, `OPENAI_API_KEY` for api.openai.com alone. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly fetch?: typeof globalThis.fetch;
  /** Folder that the path of `ai-sdk:` is relative to. */
  readonly folder?: string;
}

/** The forms of a model's address. */
const chatModelForms: readonly string[] = ['openai-compatible:URL#MODEL', 'ai-sdk:./model.ts'];

/**
 * Opens a model by its address, with retries:
 *
 * - `openai-compatible:URL#MODEL`: any server of the chat completions API; needs the packages `ai` and `@ai-sdk/openai-compatible`
 * - `ai-sdk:PATH`: a module whose default export is a language model of the AI SDK; needs `ai`
 *
 * The key is sent to no other host than the one named, and appears in no id and no error.
 *
 * @throws LLM_BAD_MODEL for an address of another form or with credentials in it; LLM_PEER_MISSING; LLM_BAD_MODULE
 * @example await openChatModel('openai-compatible:http://127.0.0.1:11434/v1#llama-3.3', { env: process.env })
 */
export async function openChatModel(address: string, options: OpenChatModelOptions): Promise<ChatModel> {
  const [, form, rest = ''] = /^(openai-compatible|ai-sdk):(.*)$/s.exec(address) ?? [];
  if (form === 'openai-compatible') return retryingModel(await openCompatible(rest, options), options);
  if (form === 'ai-sdk') return retryingModel(await openModule(rest, options.folder), options);
  throw new SeatrialError('LLM_BAD_MODEL', {
    message: `expected a model as ${chatModelForms.join(' or ')}, got ${JSON.stringify(address.split(/[?#@]/)[0])}`,
    hint: 'for example openai-compatible:https://api.openai.com/v1#gpt-5.6-luna',
  });
}

async function openCompatible(rest: string, { env, fetch }: OpenChatModelOptions): Promise<ChatModel> {
  const { url, model } = readAddress(rest);
  const { createOpenAICompatible } = await loadPeer(
    '@ai-sdk/openai-compatible',
    () => import('@ai-sdk/openai-compatible'),
  );
  const apiKey = env['SEATRIAL_MODEL_API_KEY'] ?? (url.host === 'api.openai.com' ? env['OPENAI_API_KEY'] : undefined);
  const provider = createOpenAICompatible({
    name: 'openai-compatible',
    baseURL: url.href.replace(/\/+$/, ''),
    supportsStructuredOutputs: true,
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(fetch === undefined ? {} : { fetch }),
  });
  return aiSdkModel(provider.chatModel(model), {
    id: `openai-compatible:${url.host}:${model}`,
    secrets: apiKey === undefined ? [] : [apiKey],
  });
}

function readAddress(rest: string): { url: URL; model: string } {
  const at = rest.indexOf('#');
  const model = rest.slice(at + 1);
  const url = at > 0 && model !== '' && URL.canParse(rest.slice(0, at)) ? new URL(rest.slice(0, at)) : null;
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new SeatrialError('LLM_BAD_MODEL', {
      message: 'expected openai-compatible:URL#MODEL with an http or https address',
      hint: 'for example openai-compatible:https://api.openai.com/v1#gpt-5.6-luna',
    });
  if (url.username !== '' || url.password !== '' || url.search !== '')
    throw new SeatrialError('LLM_BAD_MODEL', {
      message: `expected an address without credentials and query, got one for ${url.host}`,
      hint: 'put the key into SEATRIAL_MODEL_API_KEY',
    });
  return { url, model };
}

async function openModule(path: string, folder = '.'): Promise<ChatModel> {
  const file = isAbsolute(path) ? path : resolve(folder, path);
  const where = { file: path };
  let model: unknown;
  try {
    model = ((await import(pathToFileURL(file).href)) as { default?: unknown }).default;
  } catch (cause) {
    throw new SeatrialError('LLM_BAD_MODULE', {
      message: `expected a module, and loading it failed: ${cause}`,
      where,
      cause,
    });
  }
  if (!isLanguageModel(model))
    throw new SeatrialError('LLM_BAD_MODULE', {
      message: 'expected a language model of the AI SDK as default export',
      hint: "for example export default createOpenAICompatible({…}).chatModel('llama-3.3')",
      where,
    });
  return aiSdkModel(model);
}

function isLanguageModel(value: unknown): value is Exclude<LanguageModel, string> {
  const model = value as { specificationVersion?: unknown; modelId?: unknown; doGenerate?: unknown } | null | undefined;
  return (
    /^v[2-9]$/.test(String(model?.specificationVersion)) &&
    typeof model?.modelId === 'string' &&
    typeof model.doGenerate === 'function'
  );
}
