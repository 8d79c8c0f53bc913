import { fromJsonSchema, type McpServer, ResourceTemplate, type ServerContext } from '@modelcontextprotocol/server';
import { elicit, inputRequired, pixel } from './tools.ts';

const text = { type: 'string' } as const;
const user = (content: object): object => ({ role: 'user', content });
const said = (words: string): object => user({ type: 'text', text: words });

/** The prompts, resources and completions that the official conformance suite asks a server for. */
export function addPromptsAndResources(server: McpServer): void {
  addPrompts(server);
  addResources(server);
  server.server.setRequestHandler('completion/complete', () => ({
    completion: { values: ['paris', 'park', 'party'], total: 3, hasMore: false },
  }));
  server.server.setRequestHandler('resources/subscribe', () => ({}));
  server.server.setRequestHandler('resources/unsubscribe', () => ({}));
}

function addPrompts(server: McpServer): void {
  const add = (
    name: string,
    names: readonly string[],
    run: (args: Record<string, string>, context: ServerContext) => object,
  ): void => {
    const properties = Object.fromEntries(names.map((one) => [one, { ...text, description: one }]));
    const argsSchema = fromJsonSchema({ type: 'object', properties, required: [...names] } as never);
    server.registerPrompt(
      name,
      { description: `${name} of the conformance suite`, ...(names.length > 0 && { argsSchema }) } as never,
      (names.length > 0
        ? (args: Record<string, string>, context: ServerContext) => run(args, context)
        : (context: ServerContext) => run({}, context)) as never,
    );
  };
  add('test_simple_prompt', [], () => ({ messages: [said('This is a simple prompt for testing.')] }));
  add('test_prompt_with_arguments', ['arg1', 'arg2'], ({ arg1, arg2 }) => ({
    messages: [said(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`)],
  }));
  add('test_prompt_with_embedded_resource', ['resourceUri'], ({ resourceUri }) => {
    const resource = { uri: resourceUri, mimeType: 'text/plain', text: 'Embedded resource content for testing.' };
    return { messages: [user({ type: 'resource', resource }), said('Please process the embedded resource above.')] };
  });
  add('test_prompt_with_image', [], () => ({
    messages: [user({ type: 'image', data: pixel, mimeType: 'image/png' }), said('Please analyze the image above.')],
  }));
  add('test_input_required_result_prompt', [], (_, { mcpReq }) =>
    mcpReq.inputResponses?.['user_context'] === undefined
      ? inputRequired({ user_context: elicit('What context should the prompt use?', 'context') })
      : { messages: [said(`Context: ${JSON.stringify(mcpReq.inputResponses['user_context'])}`)] },
  );
}

function addResources(server: McpServer): void {
  const add = (name: string, mimeType: string, content: object): void => {
    const uri = `test://${name}`;
    server.registerResource(name, uri, { description: name, mimeType }, () => ({
      contents: [{ uri, mimeType, ...content } as never],
    }));
  };
  add('static-text', 'text/plain', { text: 'This is the content of the static text resource.' });
  add('static-binary', 'image/png', { blob: pixel });
  add('watched-resource', 'text/plain', { text: 'Watched.' });
  server.registerResource(
    'template',
    new ResourceTemplate('test://template/{id}/data', { list: undefined }),
    { description: 'data by id', mimeType: 'application/json' },
    (uri, { id }) => ({
      contents: [
        {
          uri: uri.href,
          mimeType: 'application/json',
          text: JSON.stringify({ id, templateTest: true, data: `Data for ID: ${String(id)}` }),
        },
      ],
    }),
  );
}
