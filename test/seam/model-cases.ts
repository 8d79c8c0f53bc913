import type { FaultPlanInput } from '#schema';
import type { ModelMake } from './clients/model-clients.ts';

type Fault = FaultPlanInput['rules'][number]['fault'];

/** A fault of a model's API, with what each library's user sees of it. */
export interface ModelCase {
  readonly name: string;
  readonly fault: Fault;
  readonly stream: boolean;
  /** Whether a tool is offered. */
  readonly tool?: true;
  readonly sees: Readonly<Record<ModelMake, RegExp>>;
  /** Requests that the library sends by itself before its user hears of it. */
  readonly attempts?: Partial<Record<ModelMake, number>>;
  /** Requests that reach the provider; as many as attempts when left out. */
  readonly hits?: 0;
  /** Whether the client waits in vain. */
  readonly hangs?: true;
}

const all = (sight: RegExp): ModelCase['sees'] => ({ openai: sight, anthropic: sight, 'AI SDK': sight });
const sees = (openai: RegExp, anthropic: RegExp, aiSdk: RegExp): ModelCase['sees'] => ({
  openai,
  anthropic,
  'AI SDK': aiSdk,
});
const thrice = { openai: 3, anthropic: 3, 'AI SDK': 3 } as const;
const sound = all(/^says "one two three four five six" \((stop|end_turn)\)$/);
const unconnected = sees(
  /^throws APIConnectionError: Connection error/,
  /^throws APIConnectionError: Connection error/,
  /^throws RetryError: Failed after 3 attempts\. Last error: AI_APICallError: Cannot connect to API/,
);

/** What is the same for an answer in one piece and for a stream. */
function either(stream: boolean): ModelCase[] {
  const half = stream ? 'one two three ' : 'one two three';
  const cases: Omit<ModelCase, 'stream'>[] = [
    {
      name: 'a rate limit',
      fault: { kind: 'rate-limit', retryAfterS: 1, text: 'Slow down' },
      sees: sees(
        /^throws RateLimitError rate_limit_exceeded 429: 429 Slow down$/,
        /^throws RateLimitError 429: .*"type":"rate_limit_error","message":"Slow down"/,
        /^throws RetryError: Failed after 3 attempts\. Last error: AI_APICallError: Slow down/,
      ),
      attempts: thrice,
      hits: 0,
    },
    {
      name: 'an overload',
      fault: { kind: 'overloaded' },
      sees: sees(
        /^throws InternalServerError 503: 503 The engine is currently overloaded/,
        /^throws OverloadedError 529: .*"type":"overloaded_error","message":"Overloaded"/,
        /^throws RetryError: Failed after 3 attempts\. Last error: AI_APICallError: The engine is currently overloaded/,
      ),
      attempts: thrice,
      hits: 0,
    },
    {
      name: 'a server error',
      fault: { kind: 'server-error', text: 'It went wrong' },
      sees: sees(
        /^throws InternalServerError 500: 500 It went wrong$/,
        /^throws InternalServerError 500: .*"message":"It went wrong"/,
        /^throws RetryError: Failed after 3 attempts\. Last error: AI_APICallError: It went wrong/,
      ),
      attempts: thrice,
      hits: 0,
    },
    {
      name: 'a refused key',
      fault: { kind: 'unauthorized', text: 'Bad key' },
      sees: sees(
        /^throws AuthenticationError invalid_api_key 401: 401 Bad key$/,
        /^throws AuthenticationError 401: .*"type":"authentication_error","message":"Bad key"/,
        /^throws APICallError: Bad key/,
      ),
      hits: 0,
    },
    {
      name: 'an unknown model',
      fault: { kind: 'not-found', text: 'No such model' },
      sees: sees(
        /^throws NotFoundError model_not_found 404: 404 No such model$/,
        /^throws NotFoundError 404: .*"type":"not_found_error","message":"No such model"/,
        /^throws APICallError: No such model/,
      ),
      hits: 0,
    },
    { name: 'a refused connection', fault: { kind: 'refuse' }, sees: unconnected, attempts: thrice, hits: 0 },
    { name: 'a reset connection', fault: { kind: 'reset' }, sees: unconnected, attempts: thrice, hits: 0 },
    { name: 'a delay', fault: { kind: 'delay', ms: 5 }, sees: sound },
    {
      name: 'a hang',
      fault: { kind: 'hang', releaseAfterMs: 600_000 },
      sees: sees(
        /^throws APIConnectionTimeoutError: Request timed out/,
        /^throws APIConnectionTimeoutError: Request timed out/,
        /^throws DOMException 23: The operation was aborted due to timeout/,
      ),
      attempts: { openai: 3, anthropic: 3 },
      hits: 0,
      hangs: true,
    },
    { name: 'a slow first token', fault: { kind: 'slow-first-token', ms: 5 }, sees: sound },
    {
      name: 'a malformed tool call',
      fault: { kind: 'bad-tool-call' },
      tool: true,
      sees: sees(
        /^calls get_order \{"id":"O \(tool_calls\)$/,
        // the API parses arguments itself, so in one piece they are missing and not malformed
        stream ? /^calls get_order \{"id":"O \(tool_use\)$/ : /^calls get_order \{\} \(tool_use\)$/,
        /^calls get_order "\{\\"id\\":\\"O" \(tool-calls\)$/,
      ),
    },
    {
      name: 'an unknown tool',
      fault: { kind: 'unknown-tool' },
      tool: true,
      sees: all(/^calls get_order_details \{"id":"O-7"\} \(tool[_-](calls|use)\)$/),
    },
    {
      name: 'an answer cut by its length',
      fault: { kind: 'length-stop', keep: 0.5 },
      sees: all(new RegExp(`^says "${half}" \\((length|max_tokens)\\)$`)),
    },
    { name: 'an empty answer', fault: { kind: 'empty' }, sees: all(/^says "" \((stop|end_turn)\)$/) },
    {
      name: 'a refusal',
      fault: { kind: 'refusal', text: 'I would rather not.' },
      sees: sees(
        /^says "I would rather not\." \(stop\)$/,
        /^says "" \(refusal\)$/,
        /^says "I would rather not\." \(content-filter\)$/,
      ),
    },
    { name: 'another model', fault: { kind: 'model-swap', model: 'small' }, sees: sound },
  ];
  return cases.map((one) => ({ ...one, stream, name: `${one.name}${stream ? ', streamed' : ''}` }));
}

/** Every fault of a model's API. */
export const modelCases: readonly ModelCase[] = [
  ...either(false),
  ...either(true),
  {
    name: 'a stream that ends too early',
    fault: { kind: 'stream-cut', afterEvents: 3 },
    stream: true,
    // two libraries take it for a success
    sees: sees(
      /^says "one two three " \(no stop\)$/,
      /^says "one two three " \(no stop\)$/,
      /^throws InvalidResponseDataError: Response stream ended without a finish reason\. after "one two three "$/,
    ),
  },
  {
    name: 'a stream that breaks',
    fault: { kind: 'stream-reset', afterEvents: 3 },
    stream: true,
    sees: sees(/^throws TypeError: terminated/, /^throws \w+: terminated/, /^throws APICallError: Failed to process/),
  },
  {
    name: 'a stream that reports an error',
    fault: { kind: 'stream-error', afterEvents: 3, text: 'It went wrong' },
    stream: true,
    sees: sees(
      /^throws APIError: It went wrong$/,
      /^throws APIError: .*"message":"It went wrong"/,
      /^throws StreamProviderError: It went wrong after "one two three "$/,
    ),
  },
];
