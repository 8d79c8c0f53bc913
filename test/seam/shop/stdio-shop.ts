/**
 * The shop over stdio, a program of its own. Appends the name of each tool that is called to a file, because its standard streams are the
 * protocol's.
 *
 * Usage: node stdio-shop.ts HITS-FILE NAME...
 */
import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Shop, type ShopRequest } from './answer-rpc.ts';

const [hits = '', ...names] = process.argv.slice(2);
const shop = new Shop(names, (tool) => appendFileSync(hits, `${tool}\n`));

createInterface({ input: process.stdin }).on('line', (line) => {
  const answer = shop.answer(JSON.parse(line) as ShopRequest);
  if (answer !== null) process.stdout.write(`${answer}\n`);
});
