#!/usr/bin/env node
// Plain ES2020, so that an old Node can at least say what is needed. In a checkout it runs the sources; in the package, the build.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as modules from 'node:module';
import { fileURLToPath } from 'node:url';

const [major, minor] = process.versions.node.split('.').map(Number);
const newEnough = major > 22 || (major === 22 && minor >= 18);
const sources = new URL('../src/cli/main.ts', import.meta.url);
const localNode = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url));

// Compiled code, and sources without their types, are kept for the next start: without them a start takes twice as long.
if (newEnough) modules.enableCompileCache();

if (!existsSync(sources)) newEnough ? await import('../dist/cli/main.js') : refuse();
else if (newEnough) await runSources();
else if (existsSync(localNode)) runWith(localNode);
else refuse();

async function runSources() {
  const root = new URL('../src/', import.meta.url).href;
  const rooms = new Map();
  modules.registerHooks({
    // Sources import each other thousands of times, by a path with its ending or by a room's door: no import needs its own search of the disk.
    resolve(name, context, next) {
      const ours = context.parentURL?.startsWith(root) === true;
      if (ours && name.startsWith('.') && name.endsWith('.ts'))
        return { url: new URL(name, context.parentURL).href, format: 'module-typescript', shortCircuit: true };
      if (ours && rooms.has(name)) return rooms.get(name);
      const found = next(name, { ...context, conditions: [...context.conditions, 'seatrial-source'] });
      if (ours && name.startsWith('#')) rooms.set(name, { ...found, shortCircuit: true });
      return found;
    },
  });
  await import(sources.href);
}

function runWith(node) {
  // A handler, even one that does nothing, keeps Ctrl-C from ending this process before the other has cleaned up.
  process.on('SIGINT', () => {});
  const child = spawnSync(node, process.argv.slice(1), { stdio: 'inherit' });
  process.exitCode = child.status ?? (child.signal === 'SIGINT' ? 130 : 70);
}

function refuse() {
  process.stderr.write(
    `seatrial needs Node >= 22.18 and runs on ${process.versions.node} here.\n` +
      `Without changing your Node: npx -y -p node@24 -p seatrial seatrial ${process.argv.slice(2).join(' ')}\n`,
  );
  process.exit(20);
}
