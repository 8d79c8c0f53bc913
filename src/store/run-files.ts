/**
 * The files of a run, wherever they are: in a folder or in a ZIP. Names are those of `runLayout` and of `blobName`; nothing else can be asked for.
 */
export interface RunFiles {
  /** Where the run is, as the user named it. */
  readonly path: string;
  /** A file's name for messages. */
  label(name: string): string;
  /** Size in bytes, or null when there is no such file. */
  size(name: string): Promise<number | null>;
  /** A whole file. @throws STORE_FILE_MISSING, STORE_TOO_LARGE */
  read(name: string, maxBytes: number): Promise<Buffer>;
  /** A stretch of a file; shorter where the file ends. */
  readRange(name: string, start: number, length: number): Promise<Buffer>;
  /** A file from its start. A chunk is valid until the next one is asked for. */
  chunks(name: string): AsyncIterable<Buffer>;
  /**
   * A blob as it is stored, or null when there is none. `maxBytes` bounds its stored size.
   *
   * @throws STORE_BLOB_DAMAGED when it is no gzip file of the form we write, STORE_TOO_LARGE
   */
  blob(digest: string, maxBytes: number): Promise<StoredBlob | null>;
  /** Every name below the run, sorted; blobs in the pack by the names that they would have as files. */
  names(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** A blob as it is stored, with what its container says of the content. */
export interface StoredBlob {
  /** Whether `body` is a raw deflate stream; else it is the content itself. */
  readonly deflated: boolean;
  readonly body: Buffer;
  /** Size of the content. */
  readonly bytes: number;
  /** CRC-32 of the content. */
  readonly crc: number;
}
