import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A webhook that answers every turn after so many milliseconds. Prints its address; ends with its standard input. */
const latencyMs = Number(process.argv[2] ?? 0);
const answer = JSON.stringify({ text: 'Your parcel left yesterday and is to arrive on Thursday.' });

const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    const send = (): void => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length }).end(answer);
    };
    if (latencyMs === 0) send();
    else setTimeout(send, latencyMs);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () =>
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}/\n`),
);
process.stdin.on('end', () => process.exit(0)).resume();
