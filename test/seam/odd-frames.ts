/** An exchange that a relay built from an SDK's client and server changes, drops or refuses: what the client sends, and the lines that come back. */
export interface OddExchange {
  readonly name: string;
  readonly method: string;
  readonly params: object;
  /** As the server writes them, one message a line; `ID` stands for the request's id. The last one answers. */
  readonly replies: readonly string[];
}

const call = { name: 'odd', arguments: { n: 1 } };
const answer = (result: string): string => `{"jsonrpc":"2.0","id":ID,"result":${result}}`;
const sound = answer('{"content":[]}');
const tool = (name: string, result: string): OddExchange => ({
  name,
  method: 'tools/call',
  params: call,
  replies: [answer(result)],
});

/** The cases of seams.md, sections 4.4 and 6.9, in which proxies built from SDKs were seen to fail. */
export const oddExchanges: readonly OddExchange[] = [
  {
    name: 'what the server says of itself',
    method: 'initialize',
    params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'a', version: '1' } },
    replies: [
      answer(
        '{"protocolVersion":"2025-11-25","capabilities":{"x-vendor":{}},"serverInfo":{"name":"odd","version":"0.0.1-rc","x":1.0},"instructions":"Be \\u00e9xact."}',
      ),
    ],
  },
  {
    name: 'vendor members of a tool and extended annotations',
    method: 'tools/list',
    params: {},
    replies: [
      answer(
        '{ "tools": [{"name":"odd","inputSchema":{"type":"object"},"x-vendor":{"tier":1.0},"annotations":{"readOnlyHint":true,"x-cost":0.10}}], "x-next" : null }',
      ),
    ],
  },
  tool('an unknown type of content', '{"content":[{"type":"hologram","data":"x"}]}'),
  tool('structured content against its schema', '{"content":[],"structuredContent":{"count":"many"}}'),
  {
    name: 'a method of the vendor',
    method: 'vendor/thing',
    params: { a: 1.5 },
    replies: [answer('{"b":[1.0,2.50],"c":null}')],
  },
  {
    name: 'progress before the answer',
    method: 'tools/call',
    params: { ...call, _meta: { progressToken: 7 } },
    replies: [
      '{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":7,"progress":0.50,"total":1.0}}',
      sound,
    ],
  },
  {
    name: 'a log message before the answer',
    method: 'tools/call',
    params: call,
    replies: ['{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":{"x":1.0}}}', sound],
  },
  tool('a request for more input', '{"resultType":"input_required","inputRequests":{},"requestState":"a+/==.\\u0041"}'),
  { name: 'two answers to one call', method: 'tools/call', params: call, replies: [sound, sound] },
  {
    name: 'an answer with a result and an error',
    method: 'tools/call',
    params: call,
    replies: ['{"jsonrpc":"2.0","id":ID,"result":{},"error":{"code":1,"message":"x"}}'],
  },
  {
    name: 'an answer that does not say jsonrpc',
    method: 'tools/call',
    params: call,
    replies: ['{"id":ID,"result":{"content":[]}}'],
  },
  { name: 'a line that is no JSON before the answer', method: 'tools/call', params: call, replies: ['{oops', sound] },
  {
    name: 'an error with data of its own',
    method: 'tools/call',
    params: call,
    replies: ['{"jsonrpc":"2.0","id":ID,"error":{"code":-31999,"message":"Quota","data":{"retry":1.50}}}'],
  },
  tool('an integer beyond 2^53', '{"content":[],"n":12345678901234567890}'),
  tool('a float that is whole', '{"content":[],"n":1.0,"e":1E+2}'),
  tool(
    'spaces, escapes and emoji',
    '{ "content" : [ {"type":"text","text":"\\u00e9 \u{1f600} \\/ \\ud83d\\ude00"} ] }',
  ),
  tool('a member twice', '{"content":[],"x":1,"x":2}'),
];
