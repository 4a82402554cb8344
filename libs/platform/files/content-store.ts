import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream, type ReadStream } from 'node:fs';
import { access, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** A file that was received and not yet kept. */
export interface Received {
  readonly path: string;
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/**
 * Files by their content (attachments, rendered documents), each under its digest: `ab/cd/abcd…`. A file appears there whole or not at all, and is
 * never written twice; whoever shares the folder sees the same.
 */
export class ContentStore {
  constructor(private readonly folder: string) {}

  /** Writes a stream aside and hashes it on the way. The caller removes or keeps what it gets. */
  async receive(stream: Readable): Promise<Received> {
    const folder = join(this.folder, 'incoming');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, randomUUID());
    const hash = createHash('sha256');
    let size = 0;
    const measure = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        size += chunk.length;
        done(null, chunk);
      },
    });
    try {
      // `flush` is fsync at the end: what is answered as received survives a power cut.
      await pipeline(stream, measure, createWriteStream(path, { mode: 0o600, flush: true }));
    } catch (error) {
      await this.discard({ path });
      throw error;
    }
    return { path, size, sha256: hash.digest('hex') };
  }

  /** Keeps what this process made itself; the same content is kept once. */
  async put(content: Buffer): Promise<Received> {
    const received = await this.receive(Readable.from([content]));
    await this.keep(received);
    return received;
  }

  async keep({ path, sha256 }: Received): Promise<void> {
    const target = this.pathOf(sha256);
    if (await exists(target)) return await this.discard({ path });
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await rename(path, target);
    await syncFolder(dirname(target));
  }

  discard({ path }: Pick<Received, 'path'>): Promise<void> {
    return rm(path, { force: true });
  }

  /** Whatever names it is gone by then. */
  remove(sha256: string): Promise<void> {
    return rm(this.pathOf(sha256), { force: true });
  }

  /** Opened before it is answered with: a missing file is an error, not half an answer. */
  async read(sha256: string): Promise<ReadStream> {
    return (await open(this.pathOf(sha256))).createReadStream();
  }

  private pathOf(sha256: string): string {
    return join(this.folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** The rename itself is durable only when its folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
