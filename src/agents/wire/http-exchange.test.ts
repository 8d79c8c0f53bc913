import { describe, expect, it } from 'vitest';
import { answerJson, deadAddress, loopbackServer } from '../testing/loopback-server.ts';
import { HttpBreak, HttpExchange } from './http-exchange.ts';

const never = new AbortController().signal;

function exchangeWith(url: string, rest: { maxBytes?: number; repeatable?: boolean } = {}): HttpExchange {
  return new HttpExchange({ url: new URL(url), headers: {}, maxBytes: 1000, repeatable: false, ...rest });
}

describe('an exchange over HTTP', () => {
  it('posts JSON as UTF-8 and gives status, headers and text', async () => {
    const server = await loopbackServer((request, response) => {
      response.setHeader('x-seen', `${request.method} ${request.headers['content-type']}`);
      request.setEncoding('utf8').on('data', (text: string) => response.writeHead(418).end(text));
    });
    const exchange = exchangeWith(server.url);
    const answer = await exchange.post({ text: 'naïve 👩‍🚀' }, never);
    exchange.close();
    await server.stop();
    expect(answer).toMatchObject({ status: 418, text: '{"text":"naïve 👩‍🚀"}' });
    expect(answer.headers['x-seen']).toBe('POST application/json');
  });

  it('keeps its connection for the next request', async () => {
    const ports = new Set<number>();
    const server = await loopbackServer((request, response) => {
      ports.add(request.socket.remotePort ?? 0);
      answerJson(response, {});
    });
    const exchange = exchangeWith(server.url);
    for (let at = 0; at < 3; at++) await exchange.post({}, never);
    exchange.close();
    await server.stop();
    expect(ports.size).toBe(1);
  });

  it('does not follow a redirect', async () => {
    const server = await loopbackServer((_request, response) => response.writeHead(307, { location: '/other' }).end());
    const exchange = exchangeWith(server.url);
    expect((await exchange.post({}, never)).status).toBe(307);
    exchange.close();
    await server.stop();
  });

  it('says whether anybody was reached before it broke', async () => {
    const nobody = exchangeWith(await deadAddress());
    await expect(nobody.post({}, never)).rejects.toMatchObject({ reached: false, message: 'ECONNREFUSED' });
    nobody.close();
    const server = await loopbackServer((request) => request.socket.destroy());
    const reset = exchangeWith(server.url);
    await expect(reset.post({}, never)).rejects.toMatchObject({ reached: true });
    reset.close();
    await server.stop();
  });

  it('reads no more bytes than it may', async () => {
    const server = await loopbackServer((_request, response) => response.end('x'.repeat(1001)));
    const exchange = exchangeWith(server.url);
    await expect(exchange.post({}, never)).rejects.toMatchObject({ tooLarge: true });
    exchange.close();
    await server.stop();
  });

  it('breaks when the answer ends before its announced length', async () => {
    const server = await loopbackServer((_request, response) => {
      response.writeHead(200, { 'content-length': 100 }).write('half', () => response.destroy());
    });
    const exchange = exchangeWith(server.url);
    await expect(exchange.post({}, never)).rejects.toBeInstanceOf(HttpBreak);
    exchange.close();
    await server.stop();
  });

  it.each([
    [true, 2],
    [false, 1],
  ])('sends a request again over a fresh connection only when that is allowed (%s)', async (repeatable, answers) => {
    let requests = 0;
    const server = await loopbackServer((request, response) => {
      requests++;
      // The kept connection dies with the second request.
      if (requests === 2) request.socket.resetAndDestroy();
      else answerJson(response, {});
    });
    const exchange = exchangeWith(server.url, { repeatable });
    const outcomes = [await exchange.post({}, never), await exchange.post({}, never).catch(() => null)];
    exchange.close();
    await server.stop();
    expect(outcomes.filter((outcome) => outcome !== null).length).toBe(answers);
  });
});
