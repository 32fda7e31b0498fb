import { packGzip } from "./pack-gzip.ts";

/** A file of an archive, under its place in it. */
export interface ArchivedFile {
  /** With `/` between folders. */
  readonly location: string;
  readonly bytes: Buffer;
}

const block = 512;

/** A packed archive (tar, gzip). The same files give the same bytes: by name, of nobody, of no time. */
export function packArchive(files: readonly ArchivedFile[]): Buffer {
  const sorted = files.toSorted((a, b) => (a.location < b.location ? -1 : 1));
  return packGzip(Buffer.concat([...sorted.flatMap(entry), Buffer.alloc(2 * block)]));
}

function entry({ location, bytes }: ArchivedFile): readonly Buffer[] {
  const name = Buffer.from(location);
  const isPlain = name.length < 100 && name.length === location.length;
  const extended = isPlain ? [] : [header(Buffer.from("pax"), paxRecord(location).length, "x"), filled(paxRecord(location))];
  return [...extended, header(isPlain ? name : name.subarray(0, 99), bytes.length, "0"), filled(bytes)];
}

function header(name: Buffer, size: number, type: "0" | "x"): Buffer {
  const bytes = Buffer.alloc(block);
  name.copy(bytes);
  bytes.write("0000644\0", 100);
  bytes.write("0000000\0", 108);
  bytes.write("0000000\0", 116);
  bytes.write(`${size.toString(8).padStart(11, "0")}\0`, 124);
  bytes.write("00000000000\0", 136);
  bytes.write("        ", 148);
  bytes.write(type, 156);
  bytes.write("ustar\0", 257);
  bytes.write("00", 263);
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  bytes.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return bytes;
}

/** Its length counts itself. */
function paxRecord(location: string): Buffer {
  const rest = Buffer.byteLength(` path=${location}\n`);
  let length = rest + String(rest).length;
  length = rest + String(length).length;
  return Buffer.from(`${length} path=${location}\n`);
}

const filled = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc((block - (bytes.length % block)) % block)]);
