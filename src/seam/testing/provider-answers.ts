// Answers of three model APIs, written by their documentation: with a call of `get_order`, or with six words; 1,000 tokens in, of which 200 cached, 100 out.

const sse = (data: unknown): string => `data: ${JSON.stringify(data)}`;
const named = (data: { type: string }): string => `event: ${data.type}\ndata: ${JSON.stringify(data)}`;

const usage = {
  prompt_tokens: 1000,
  completion_tokens: 100,
  total_tokens: 1100,
  prompt_tokens_details: { cached_tokens: 200 },
};
const chat = { id: 'c', object: 'chat.completion', created: 1, model: 'gpt-4o' };
const toolCall = { id: 'call_1', type: 'function', function: { name: 'get_order', arguments: '{"id":"O-1"}' } };
/** Chat Completions: a document. */
export const chatAnswer = (tools: boolean): unknown => ({
  ...chat,
  choices: [
    {
      index: 0,
      message: tools
        ? { role: 'assistant', content: null, tool_calls: [toolCall] }
        : { role: 'assistant', content: 'one two three four five six' },
      finish_reason: tools ? 'tool_calls' : 'stop',
    },
  ],
  usage,
});
const chunk = (delta: unknown, finish_reason: string | null = null): string =>
  sse({ ...chat, object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason }] });
/** Chat Completions: a stream, with a comment in front. */
export const chatEvents = (tools: boolean): string[] => [
  ': OPENROUTER PROCESSING',
  chunk({ role: 'assistant', content: '' }),
  ...(tools
    ? [
        chunk({
          tool_calls: [{ index: 0, id: 'call_1', type: 'function', function: { name: 'get_order', arguments: '' } }],
        }),
        ...['{"id"', ':"O-1"', '}'].map((args) => chunk({ tool_calls: [{ index: 0, function: { arguments: args } }] })),
      ]
    : ['one ', 'two ', 'three ', 'four ', 'five ', 'six'].map((content) => chunk({ content }))),
  chunk({}, tools ? 'tool_calls' : 'stop'),
  sse({ ...chat, object: 'chat.completion.chunk', choices: [], usage }),
  'data: [DONE]',
];

const message = { id: 'm', type: 'message', role: 'assistant', model: 'claude-sonnet-5', stop_sequence: null };
/** Anthropic Messages: a document. */
export const anthropicAnswer = (tools: boolean): unknown => ({
  ...message,
  content: tools
    ? [{ type: 'tool_use', id: 'tu_1', name: 'get_order', input: { id: 'O-1' } }]
    : [{ type: 'text', text: 'one two three four five six' }],
  stop_reason: tools ? 'tool_use' : 'end_turn',
  usage: { input_tokens: 800, cache_read_input_tokens: 200, output_tokens: 100 },
});
/** Anthropic Messages: a stream. */
export const anthropicEvents = (tools: boolean): string[] => {
  const delta = tools ? 'input_json_delta' : 'text_delta';
  const pieces = tools ? ['{"id"', ':"O-1"', '}'] : ['one ', 'two ', 'three ', 'four ', 'five ', 'six'];
  return [
    named({
      type: 'message_start',
      message: {
        ...message,
        content: [],
        stop_reason: null,
        usage: { input_tokens: 800, cache_read_input_tokens: 200, output_tokens: 1 },
      },
    } as never),
    named({
      type: 'content_block_start',
      index: 0,
      content_block: tools
        ? { type: 'tool_use', id: 'tu_1', name: 'get_order', input: {} }
        : { type: 'text', text: '' },
    } as never),
    named({ type: 'ping' }),
    ...pieces.map((piece) =>
      named({
        type: 'content_block_delta',
        index: 0,
        delta: { type: delta, [tools ? 'partial_json' : 'text']: piece },
      } as never),
    ),
    named({ type: 'content_block_stop', index: 0 } as never),
    named({
      type: 'message_delta',
      delta: { stop_reason: tools ? 'tool_use' : 'end_turn', stop_sequence: null },
      usage: { output_tokens: 100 },
    } as never),
    named({ type: 'message_stop' }),
  ];
};

const item = (tools: boolean): Record<string, unknown> =>
  tools
    ? {
        id: 'fc_1',
        type: 'function_call',
        status: 'completed',
        call_id: 'call_1',
        name: 'get_order',
        arguments: '{"id":"O-1"}',
      }
    : {
        id: 'msg_1',
        type: 'message',
        status: 'completed',
        role: 'assistant',
        content: [{ type: 'output_text', text: 'one two three four five six', annotations: [] }],
      };
/** OpenAI Responses: a document. */
export const responsesAnswer = (tools: boolean): Record<string, unknown> => ({
  id: 'resp_1',
  object: 'response',
  created_at: 1,
  status: 'completed',
  model: 'gpt-4o',
  output: [item(tools)],
  usage: {
    input_tokens: 1000,
    output_tokens: 100,
    total_tokens: 1100,
    input_tokens_details: { cached_tokens: 200 },
    output_tokens_details: { reasoning_tokens: 40 },
  },
});
/** OpenAI Responses: a stream. */
export const responsesEvents = (tools: boolean): string[] => {
  const at = { item_id: tools ? 'fc_1' : 'msg_1', output_index: 0 };
  const whole = item(tools);
  const text = 'one two three four five six';
  return [
    named({
      type: 'response.created',
      response: { ...responsesAnswer(tools), status: 'in_progress', output: [], usage: null },
    } as never),
    named({
      type: 'response.output_item.added',
      output_index: 0,
      item: tools
        ? { ...whole, status: 'in_progress', arguments: '' }
        : { ...whole, status: 'in_progress', content: [] },
    } as never),
    ...(tools
      ? [
          ...['{"id"', ':"O-1"', '}'].map((delta) =>
            named({ type: 'response.function_call_arguments.delta', ...at, delta } as never),
          ),
          named({
            type: 'response.function_call_arguments.done',
            ...at,
            name: 'get_order',
            arguments: '{"id":"O-1"}',
          } as never),
        ]
      : [
          named({
            type: 'response.content_part.added',
            ...at,
            content_index: 0,
            part: { type: 'output_text', text: '', annotations: [] },
          } as never),
          ...['one ', 'two ', 'three ', 'four ', 'five ', 'six'].map((delta) =>
            named({ type: 'response.output_text.delta', ...at, content_index: 0, delta } as never),
          ),
          named({ type: 'response.output_text.done', ...at, content_index: 0, text } as never),
          named({
            type: 'response.content_part.done',
            ...at,
            content_index: 0,
            part: { type: 'output_text', text, annotations: [] },
          } as never),
        ]),
    named({ type: 'response.output_item.done', output_index: 0, item: whole } as never),
    named({ type: 'response.completed', response: responsesAnswer(tools) } as never),
  ];
};
