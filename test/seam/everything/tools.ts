import { createHmac } from 'node:crypto';
import { fromJsonSchema, type McpServer, type ServerContext } from '@modelcontextprotocol/server';
import { choices, defaults, oneField, userFields, vocabulary } from './schemas.ts';

type Arguments = { readonly [name: string]: unknown };
type Run = (args: Arguments, context: ServerContext) => Promise<object> | object;

/** One red pixel. */
export const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==';
/** A sound of no length. */
const silence = 'UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQAAAAA=';

const none = { type: 'object' } as const;
const say = (text: string): object => ({ content: [{ type: 'text', text }] });
const image = { type: 'image', data: pixel, mimeType: 'image/png' };
const embedded = (uri: string, mimeType: string, text: string): object => ({
  type: 'resource',
  resource: { uri, mimeType, text },
});
const shortly = (): Promise<void> => new Promise((done) => setTimeout(done, 20));

/** The tools that the official conformance suite asks a server for, as its descriptions have them. */
export function addTools(server: McpServer): void {
  const add = (name: string, run: Run, schema: object = none): void => {
    server.registerTool(
      name,
      { description: `${name} of the conformance suite`, inputSchema: fromJsonSchema(schema as never) },
      (async (args: Arguments, context: ServerContext) => run(args, context)) as never,
    );
  };
  for (const [name, result] of Object.entries(constant)) add(name, () => result);
  add('test_error_handling', () => ({ ...say('This tool intentionally returns an error for testing'), isError: true }));
  add('json_schema_2020_12_tool', () => say('ok'), vocabulary);
  add('test_custom_headers', () => say('ok'), {
    type: 'object',
    properties: { region: { type: 'string', 'x-mcp-header': 'Region' } },
  });
  add('test_tool_with_logging', logs);
  add('test_logging_tool', logs);
  add('test_tool_with_progress', progresses);
  add('test_reconnection', reconnects);
  add('test_trigger_tool_change', () => say('changed'));
  add('test_trigger_prompt_change', () => say('changed'));
  addAsking(add);
  addResuming(add);
}

const constant: { readonly [name: string]: object } = {
  test_simple_text: say('This is a simple text response for testing.'),
  test_image_content: { content: [image] },
  test_audio_content: { content: [{ type: 'audio', data: silence, mimeType: 'audio/wav' }] },
  test_embedded_resource: {
    content: [embedded('test://embedded-resource', 'text/plain', 'This is an embedded resource content.')],
  },
  test_multiple_content_types: {
    content: [
      { type: 'text', text: 'Multiple content types test:' },
      image,
      embedded('test://mixed-content-resource', 'application/json', '{"test":"data","value":123}'),
    ],
  },
};

async function logs(_: Arguments, { mcpReq }: ServerContext): Promise<object> {
  for (const text of ['Tool execution started', 'Tool processing data', 'Tool execution completed']) {
    await mcpReq.log('info', text);
    await shortly();
  }
  return say('logged');
}

async function progresses(_: Arguments, { mcpReq }: ServerContext): Promise<object> {
  const progressToken = mcpReq._meta?.progressToken;
  for (const progress of [0, 50, 100]) {
    if (progressToken !== undefined)
      await mcpReq.notify({ method: 'notifications/progress', params: { progressToken, progress, total: 100 } });
    await shortly();
  }
  return say('done');
}

async function reconnects(_: Arguments, { http }: ServerContext): Promise<object> {
  http?.closeSSE?.();
  await shortly();
  return say('reconnected');
}

/** Tools that ask the client while they run: the older revisions. */
function addAsking(add: (name: string, run: Run, schema?: object) => void): void {
  const message = { type: 'object', properties: { message: { type: 'string' } }, required: ['message'] };
  const prompt = { type: 'object', properties: { prompt: { type: 'string' } }, required: ['prompt'] };
  const asks =
    (requestedSchema: object, label: string): Run =>
    async (args, { mcpReq }) => {
      const message = String(args['message'] ?? 'Please answer');
      const { action, content } = await mcpReq.elicitInput({ message, requestedSchema: requestedSchema as never });
      return say(`${label}: action=${action}, content=${JSON.stringify(content ?? {})}`);
    };
  add(
    'test_sampling',
    async (args, { mcpReq }) => {
      const content = { type: 'text' as const, text: String(args['prompt']) };
      const answer = await mcpReq.requestSampling({ messages: [{ role: 'user', content }], maxTokens: 100 });
      return say(`LLM response: ${JSON.stringify(answer.content)}`);
    },
    prompt,
  );
  add('test_elicitation', asks(userFields, 'User response'), message);
  add('test_elicitation_sep1034_defaults', asks(defaults, 'Elicitation completed'));
  add('test_elicitation_sep1330_enums', asks(choices, 'Elicitation completed'));
}

const sampling = (text: string, maxTokens: number): object => ({
  method: 'sampling/createMessage',
  params: { messages: [{ role: 'user', content: { type: 'text', text } }], maxTokens },
});
const roots = { method: 'roots/list', params: {} };
/** What is to be asked of the client before a call can be completed. */
export const elicit = (message: string, field: string): object => ({
  method: 'elicitation/create',
  params: { mode: 'form', message, requestedSchema: oneField(field) },
});
/** An answer that asks for more. */
export const inputRequired = (inputRequests: object, requestState?: string): object => ({
  resultType: 'input_required',
  inputRequests,
  ...(requestState !== undefined && { requestState }),
});

const sign = (state: string): string => `${state}.${createHmac('sha256', 'everything').update(state).digest('hex')}`;

/** What a state that comes back from the client says; throws where the client has changed it. */
export function verifyState(state: string): string {
  const name = state.split('.')[0] ?? '';
  if (sign(name) !== state) throw new Error('requestState was changed');
  return name;
}

const stateOf = ({ mcpReq }: ServerContext): string | undefined => mcpReq.requestState<string>();

/** Tools that end with a question and are called again with the answer: revision 2026-07-28. */
function addResuming(add: (name: string, run: Run, schema?: object) => void): void {
  const once =
    (requests: { readonly [key: string]: object }, state?: string): Run =>
    (_, context) => {
      const given = context.mcpReq.inputResponses ?? {};
      const found = stateOf(context);
      const complete = Object.keys(requests).every((key) => isGiven(given[key])) && found === state;
      if (!complete) return inputRequired(requests, state === undefined ? undefined : sign(state));
      return say(`${state === undefined ? 'Hello' : 'state-ok'}, ${JSON.stringify(given)}!`);
    };
  const name = elicit('What is your name?', 'name');
  add('test_input_required_result_elicitation', once({ user_name: name }));
  add(
    'test_input_required_result_sampling',
    once({ capital_question: sampling('What is the capital of France?', 100) }),
  );
  add('test_input_required_result_list_roots', once({ client_roots: roots }));
  add('test_input_required_result_request_state', once({ confirm: elicit('Please confirm', 'ok') }, 'confirming'));
  add('test_input_required_result_tampered_state', once({ confirm: elicit('Please confirm', 'ok') }, 'tampering'));
  const several = { user_name: name, greeting: sampling('Generate a greeting', 50), client_roots: roots };
  add('test_input_required_result_multiple_inputs', once(several, 'several'));
  add('test_input_required_result_multi_round', (_, context) => {
    const state = stateOf(context);
    if (state === 'second') return say('All rounds are complete');
    if (state === 'first')
      return inputRequired({ step2: elicit('Step 2: What is your favorite color?', 'color') }, sign('second'));
    return inputRequired({ step1: elicit('Step 1: What is your name?', 'name') }, sign('first'));
  });
  // the SDK refuses to ask a client for what it cannot do
  add('test_missing_capability', once({ greeting: sampling('Generate a greeting', 50) }));
  add('test_streaming_elicitation', once({ user_name: name }));
  add('test_input_required_result_capabilities', byCapability);
}

function isGiven(response: unknown): boolean {
  return response !== null && typeof response === 'object' && !Array.isArray(response);
}

function capabilitiesOf({ mcpReq }: ServerContext): { readonly [name: string]: unknown } {
  const envelope = (mcpReq.envelope ?? {}) as { readonly [name: string]: unknown };
  return (envelope['io.modelcontextprotocol/clientCapabilities'] ?? {}) as { readonly [name: string]: unknown };
}

function byCapability(_: Arguments, context: ServerContext): object {
  const can = capabilitiesOf(context);
  const requests = {
    ...(can['elicitation'] !== undefined && { user_name: elicit('What is your name?', 'name') }),
    ...(can['sampling'] !== undefined && { greeting: sampling('Generate a greeting', 50) }),
    ...(can['roots'] !== undefined && { client_roots: roots }),
  };
  const given = context.mcpReq.inputResponses ?? {};
  return Object.keys(requests).every((key) => key in given) ? say('ok') : inputRequired(requests);
}
