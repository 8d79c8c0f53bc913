import type { Readable } from 'node:stream';

/**
 * Cuts a stream of UTF-8 into lines and hands each out without its line break. A line longer than `maxBytes` is handed to `tooLong` once, and
 * reading ends. What follows the last line break is no line: its writer did not finish it.
 */
export function readLines(
  stream: Readable,
  maxBytes: number,
  handle: { line(text: string): void; tooLong(): void },
): void {
  let parts: Buffer[] = [];
  let bytes = 0;
  const onData = (chunk: Buffer): void => {
    let from = 0;
    for (let at = chunk.indexOf(0x0a); at >= 0; at = chunk.indexOf(0x0a, from)) {
      if (bytes + at - from > maxBytes) break;
      handle.line(Buffer.concat([...parts, chunk.subarray(from, at)]).toString('utf8'));
      [parts, bytes, from] = [[], 0, at + 1];
    }
    parts.push(chunk.subarray(from));
    bytes += chunk.length - from;
    if (bytes > maxBytes) stop();
  };
  const stop = (): void => {
    stream.off('data', onData);
    stream.pause();
    parts = [];
    handle.tooLong();
  };
  stream.on('data', onData);
}
