/** A stdio server that answers each odd exchange, named by its place in the list, with its lines as they stand. */
import { createInterface } from 'node:readline';
import { oddExchanges } from '../odd-frames.ts';

createInterface({ input: process.stdin }).on('line', (line) => {
  const { id } = JSON.parse(line) as { id: string };
  const replies = oddExchanges[Number(id.slice(1))]?.replies ?? [];
  process.stdout.write(replies.map((reply) => `${reply.replace('ID', JSON.stringify(id))}\n`).join(''));
});
