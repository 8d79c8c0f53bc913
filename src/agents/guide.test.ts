import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agentReferenceForms } from './agent-reference.ts';
import { conformanceTrial } from './conformance-trial.ts';
import { openAgent } from './open-agent.ts';

const guide = await readFile(new URL('../../guides/connect-your-agent.md', import.meta.url), 'utf8');
const blocks = [...guide.matchAll(/```(\w+)\n\/\/ (\S+)\n([\s\S]*?)```/g)].map(([, language, file, code]) => ({
  language: language!,
  file: file!,
  code: code!,
}));

let cwd = '';
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'seatrial-guide-'));
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

async function converse(reference: string, lines: readonly string[]): Promise<string[]> {
  const [trial] = conformanceTrial('guide#0.0', undefined);
  const never = new AbortController().signal;
  await using adapter = await openAgent(reference, { cwd, env: { PATH: process.env['PATH'] } });
  await using session = await adapter.open(trial, never);
  const replies: string[] = [];
  for (const line of lines) replies.push((await session.reply(line, never)).text);
  return replies;
}

describe('the guide on connecting an agent', () => {
  it('has an agent as a function that runs as it stands', async () => {
    const block = blocks.find(({ file, code }) => file === 'agent.ts' && code.includes('AgentFunction'))!;
    await writeFile(join(cwd, block.file), block.code);
    const replies = await converse('./agent.ts', ['My kettle is broken.', 'It is O-1002.']);
    expect(replies[0]).toBe('Which order is it about?');
    expect(replies[1]).toMatch(/^I have looked at O-1002/);
  });

  it('has an agent as a program that runs as it stands', async () => {
    const block = blocks.find(({ language }) => language === 'js')!;
    await writeFile(join(cwd, block.file), block.code);
    const [reply] = await converse(`exec:${process.execPath} agent.js`, ['Do you sell kettles?']);
    expect(reply).toMatch(/^You asked: Do you sell kettles\? I found: there is no tool search_products/);
  });

  it('names every form of reference', () => {
    for (const [form] of agentReferenceForms) expect(guide).toContain(form);
  });
});
