import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameSplitter } from './frame-splitter.ts';

describe('FrameSplitter', () => {
  it('gives every byte back once and in order, however the stream is cut', () =>
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 12 })),
        fc.integer({ min: 1, max: 20 }),
        (chunks, maxBytes) => {
          const splitter = new FrameSplitter(maxBytes);
          const pieces = chunks.flatMap((chunk) => splitter.push(Buffer.from(chunk)));
          const rest = splitter.rest();
          expect(Buffer.concat([...pieces.map(({ bytes }) => bytes), rest]).toString()).toBe(chunks.join(''));
          for (const { bytes, whole } of pieces) if (whole) expect(bytes.toString()).toMatch(/^[^\n]*\n$/);
        },
      ),
    ));

  it('finds the next frame whole after one that was too long', () => {
    const splitter = new FrameSplitter(4);
    const pieces = ['aaaaaaaa', 'aa\nbb', 'b\nccccc\n'].flatMap((chunk) => splitter.push(Buffer.from(chunk)));
    expect(pieces.map(({ bytes, whole }) => [bytes.toString(), whole])).toEqual([
      ['aaaaaaaa', false],
      ['aa\n', false],
      ['bbb\n', true],
      ['ccccc\n', false],
    ]);
  });
});
