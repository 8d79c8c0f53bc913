import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openChatModel } from '#llm';
import type { PlayedScenario } from '#schema';
import { modelUser } from '../model/model-user.ts';
import { ruleUser } from '../rules/rule-user.ts';
import type { UserSession, UserSimulator } from '../user.ts';

/** A chat completions server on loopback whose models play users well: behind it is the rule-driven user. */
export interface CompetentServer extends AsyncDisposable {
  /** A model-driven simulator for one conversation. */
  simulatorFor(scenario: PlayedScenario, seed: number): UserSimulator;
}

interface Body {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
}

/** Starts the server. Every conversation has its own model name, so that conversations side by side are told apart. */
export async function competentServer(): Promise<CompetentServer> {
  const players = new Map<string, UserSession>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const { model, messages } = JSON.parse(Buffer.concat(chunks).toString()) as Body;
    const content = await answerOf(players.get(model)!, messages.at(-1)?.content ?? '');
    const choices = [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content } }];
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ id: 'x', object: 'chat.completion', created: 0, model, choices }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    simulatorFor: (scenario, seed) => {
      const name = `player-${players.size}`;
      players.set(name, ruleUser().open(scenario, seed));
      const model = openChatModel(`openai-compatible:http://127.0.0.1:${port}/v1#${name}`, { env: {} });
      const complete: Awaited<typeof model>['complete'] = async (...call) => (await model).complete(...call);
      return modelUser({ model: { id: 'competent', complete } });
    },
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answerOf(player: UserSession, prompt: string): Promise<string> {
  const begin = prompt.indexOf('The agent wrote:\n');
  const seen = begin < 0 ? null : { text: prompt.slice(begin + 17, prompt.lastIndexOf('\n\nNOTE')) };
  const { text, leaves } = await player.next(seen, new AbortController().signal);
  return JSON.stringify({ text: text ?? '', leaves: leaves ?? 'no', told: [] });
}
