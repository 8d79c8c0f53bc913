import { createReadStream } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { blobName } from '../run-layout.ts';
import { walkPack } from '../walk-pack.ts';

/** Puts the blobs of a run that was written live into files of their own, as an import writes them. */
export async function asBlobFiles(run: string): Promise<void> {
  const path = join(run, 'blobs.pack');
  const pack = await readFile(path);
  for await (const { hex, end, length } of walkPack(createReadStream(path) as AsyncIterable<Buffer>)) {
    const file = join(run, `${blobName(`sha256:${hex}`)}.gz`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, pack.subarray(end - length, end));
  }
  await rm(path);
}
