import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLines } from './line-reader.ts';

async function linesOf(chunks: readonly Uint8Array[], maxBytes = 1000) {
  const stream = new PassThrough();
  const lines: string[] = [];
  let tooLong = 0;
  readLines(stream, maxBytes, { line: (text) => lines.push(text), tooLong: () => tooLong++ });
  for (const chunk of chunks) stream.write(chunk);
  stream.end();
  await new Promise((resolve) => setImmediate(resolve));
  return { lines, tooLong };
}

describe('lines of a stream', () => {
  it('are the same however the stream is cut, characters of several bytes too', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.replaceAll('\n', ' '))),
        fc.integer({ min: 1, max: 7 }),
        async (texts, size) => {
          const bytes = Buffer.from(texts.map((text) => `${text}\n`).join(''));
          const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
            bytes.subarray(at * size, (at + 1) * size),
          );
          expect((await linesOf(chunks)).lines).toEqual(texts.map((text) => text.toWellFormed()));
        },
      ),
      { numRuns: 50 },
    ));

  it('break at line feeds alone', async () => {
    const { lines } = await linesOf([Buffer.from('a\u{2028}b\u{85}c\rd\n')]);
    expect(lines).toEqual(['a\u{2028}b\u{85}c\rd']);
  });

  it('leave out what was not finished', async () => {
    expect((await linesOf([Buffer.from('one\ntwo')])).lines).toEqual(['one']);
  });

  it('end at one that is too long, told once', async () => {
    const { lines, tooLong } = await linesOf([
      Buffer.from('ok\n'),
      Buffer.alloc(900, 'x'),
      Buffer.alloc(200, 'x'),
      Buffer.from('\nmore\n'),
    ]);
    expect(lines).toEqual(['ok']);
    expect(tooLong).toBe(1);
  });
});
