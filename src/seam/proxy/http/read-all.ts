import type { Readable } from 'node:stream';

/**
 * All bytes of a stream, or null when there are more than allowed; then the rest is not read. Rejects where the stream breaks off.
 *
 * By events and not by iteration, which costs a small body more than everything else that is done with it.
 */
export function readAll(stream: Readable, maxBytes: number): Promise<Buffer | null> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer | null>();
  const chunks: Buffer[] = [];
  let length = 0;
  const take = (chunk: Buffer): void => {
    length += chunk.length;
    if (length <= maxBytes) {
      chunks.push(chunk);
      return;
    }
    // not destroyed: an answer has yet to be sent on the same connection
    stream.off('data', take).pause();
    resolve(null);
  };
  stream.on('data', take);
  stream.once('end', () => resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)));
  stream.on('error', reject);
  stream.once('close', () => {
    // every stream closes, and an error takes longer to make than a small body takes to read
    if (!stream.readableEnded) reject(new Error('expected the end of the body, got the end of the connection'));
  });
  return promise;
}
