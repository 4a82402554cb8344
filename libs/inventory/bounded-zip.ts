/** The parts of a ZIP archive, none of them larger than it may be once it is unpacked, whatever the archive claims. */
import { crc32, inflateRawSync } from 'node:zlib';
import { isError } from '@libs/platform/errors/is-error';

export interface ZipBounds {
  /** Bytes of all parts together. */
  readonly total: number;
  readonly parts: number;
}

/** It is no archive, or a broken one. */
export class NotAnArchiveError extends Error {}
/** It unpacks to more than it may. */
export class TooMuchInArchiveError extends Error {}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const MAX_COMMENT = 65_535;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;

interface Part {
  readonly name: string;
  readonly method: number;
  readonly compressed: Buffer;
}

/** @throws NotAnArchiveError, TooMuchInArchiveError */
export function unpack(bytes: Buffer, { total, parts }: ZipBounds): ReadonlyMap<string, Buffer> {
  const found = new Map<string, Buffer>();
  let left = total;
  for (const { name, method, compressed } of directory(bytes, parts)) {
    if (found.has(name)) throw new NotAnArchiveError(`twice the part ${name}`);
    const part = method === STORED ? compressed : inflated(compressed, left);
    left -= part.length;
    if (left < 0) throw new TooMuchInArchiveError();
    found.set(name, part);
  }
  return found;
}

function inflated(compressed: Buffer, most: number): Buffer {
  try {
    return inflateRawSync(compressed, { maxOutputLength: Math.max(1, most) });
  } catch (error) {
    if (isError(error) && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') throw new TooMuchInArchiveError();
    throw new NotAnArchiveError('a part cannot be unpacked');
  }
}

function* directory(bytes: Buffer, most: number): Generator<Part> {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end < bytes.length - END_BYTES - MAX_COMMENT || end + END_BYTES > bytes.length || bytes.readUInt32LE(end) !== END) throw new NotAnArchiveError('no directory');
  const count = bytes.readUInt16LE(end + 10);
  if (count > most) throw new TooMuchInArchiveError();
  let at = bytes.readUInt32LE(end + 16);
  for (let nth = 0; nth < count; nth++) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== CENTRAL) throw new NotAnArchiveError('a broken directory');
    const [flags, method, size] = [bytes.readUInt16LE(at + 8), bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
    const [nameLength, extraLength, commentLength] = [bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32)];
    if (flags & ENCRYPTED || (method !== STORED && method !== DEFLATED)) throw new NotAnArchiveError('encrypted, or packed in another way');
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    yield { name, method, compressed: contentAt(bytes, bytes.readUInt32LE(at + 42), size) };
    at += 46 + nameLength + extraLength + commentLength;
  }
}

function contentAt(bytes: Buffer, local: number, size: number): Buffer {
  if (local + 30 > bytes.length || bytes.readUInt32LE(local) !== LOCAL) throw new NotAnArchiveError('a broken part');
  const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  if (from + size > bytes.length) throw new NotAnArchiveError('a part that is cut off');
  return bytes.subarray(from, from + size);
}

/** An archive of these parts, not compressed. */
export function pack(parts: ReadonlyMap<string, Buffer>): Buffer {
  const written: Buffer[] = [];
  const listed: Buffer[] = [];
  let at = 0;
  for (const [name, content] of parts) {
    const title = Buffer.from(name, 'utf8');
    // Version 2.0, names in UTF-8, stored, the first day of MS-DOS; then checksum, sizes and the length of the name.
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt16LE(0x21, 8);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(title.length, 22);
    written.push(mark(LOCAL), common, title, content);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    listed.push(mark(CENTRAL), Buffer.from([20, 0]), common, place, title);
    at += 4 + common.length + title.length + content.length;
  }
  const end = Buffer.alloc(END_BYTES);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(parts.size, 8);
  end.writeUInt16LE(parts.size, 10);
  end.writeUInt32LE(Buffer.concat(listed).length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...written, ...listed, end]);
}

function mark(signature: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(signature, 0);
  return bytes;
}
