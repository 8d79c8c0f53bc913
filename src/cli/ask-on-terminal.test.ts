import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { askOnTerminal } from './ask-on-terminal.ts';

function terminal() {
  const controller = new AbortController();
  const [input, output] = [new PassThrough(), new PassThrough()];
  let shown = '';
  output.on('data', (chunk) => {
    shown += String(chunk);
  });
  const interrupt = (): void => controller.abort();
  return { input, output, interrupt, interrupted: controller.signal, shown: () => shown };
}

describe('askOnTerminal', () => {
  it('shows the question and gives the line that is typed, and the next one to the next question', async () => {
    const desk = terminal();
    desk.input.write('  careful \n');
    expect(await askOnTerminal('Agent? ', desk)).toBe('careful');
    desk.input.write('\n');
    expect(await askOnTerminal('Tools? ', desk)).toBe('');
    expect(desk.shown()).toBe('Agent? Tools? ');
    expect(desk.interrupted.aborted).toBe(false);
  });

  it('is interrupted at the end of the input', async () => {
    const desk = terminal();
    desk.input.end();
    await expect(askOnTerminal('Agent? ', desk)).rejects.toThrow();
    expect(desk.interrupted.aborted).toBe(true);
  });

  it('is interrupted by the program', async () => {
    const desk = terminal();
    const asked = askOnTerminal('Agent? ', desk);
    desk.interrupt();
    await expect(asked).rejects.toThrow();
  });
});
