import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SseSplitter, withData } from './sse-splitter.ts';

describe('SseSplitter', () => {
  // The examples of the HTML Living Standard, 9.2.6, with what it says their data is.
  it('reads data, comments and fields as the standard says', () => {
    const stream =
      'data: YHOO\ndata: +2\ndata: 10\n\n: test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata\n\ndata\ndata\n\n';
    expect(new SseSplitter().push(Buffer.from(stream)).map(({ data }) => data)).toEqual([
      'YHOO\n+2\n10',
      null,
      'first event',
      'second event',
      '',
      '\n',
    ]);
  });

  it('gives every byte back once and in order, however the stream is cut', () =>
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom('d', ':', '\n', '\r'), maxLength: 6 })), (chunks) => {
        const splitter = new SseSplitter();
        const events = chunks.flatMap((chunk) => splitter.push(Buffer.from(chunk)));
        expect(Buffer.concat([...events.map(({ bytes }) => bytes), splitter.rest()]).toString()).toBe(chunks.join(''));
      }),
    ));

  it('finds the same events whatever the cuts', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.constantFrom('\n', '\r\n'), (size, end) => {
        const stream = ['event: a', 'data: 1', '', ': keep-alive', '', 'data: 2', 'data: 3', '', ''].join(end);
        const splitter = new SseSplitter();
        const found = [];
        for (let at = 0; at < stream.length; at += size)
          found.push(...splitter.push(Buffer.from(stream.slice(at, at + size))));
        expect(found.map(({ data }) => data)).toEqual(['1', null, '2\n3']);
      }),
    ));

  it('changes the data of an event and keeps its other fields', () => {
    const [event] = new SseSplitter().push(Buffer.from('event: message\nid: 7\ndata: old\n\n'));
    if (event === undefined) throw new Error('expected an event');
    expect(withData(event, 'new').toString()).toBe('event: message\nid: 7\ndata: new\n\n');
  });
});
