import { SourceRefusedError } from "./source-errors.ts";
import { belongsToSource, checkLocation, refuseTooMany, type Tree, type TreeFile, type TreeLimits, type TreeLink } from "./tree.ts";

interface Header {
  readonly name: string;
  readonly size: number;
  readonly type: string;
  readonly target: string;
}

const block = 512;

/** What stands in a tar archive (ustar, pax, GNU long names), in memory: nothing of it is laid out on this machine. @throws SourceRefusedError, SourceTooLargeError */
export function readTar(what: string, archive: Buffer, limits: TreeLimits): Tree {
  const files = new Map<string, TreeFile>();
  const links: TreeLink[] = [];
  // What an entry says about the one behind it.
  let next: { path?: string; linkpath?: string; size?: number } = {};
  for (let at = 0; at + block <= archive.length && archive[at] !== 0; ) {
    const header = readHeader(what, archive.subarray(at, at + block));
    const size = next.size ?? header.size;
    const content = archive.subarray(at + block, at + block + size);
    if (content.length < size) throw damaged(what, "it ends in the middle of a file");
    at += block + Math.ceil(size / block) * block;
    if (header.type === "x") next = { ...next, ...paxRecords(content) };
    else if (header.type === "L") next = { ...next, path: untilZero(content) };
    else if (header.type === "K") next = { ...next, linkpath: untilZero(content) };
    else if (header.type !== "g") {
      take(what, { ...header, name: next.path ?? header.name, target: next.linkpath ?? header.target }, content, files, links);
      refuseTooMany(what, files.size + links.length, limits);
      next = {};
    }
  }
  return { files: [...files.values()], links, elsewhere: [] };
}

function take(what: string, { name, type, target }: Header, bytes: Buffer, files: Map<string, TreeFile>, links: TreeLink[]): void {
  const plain = name.replace(/^(?:\.\/)+/, "").replace(/\/$/, "");
  if (plain === "" || plain === ".") return;
  const location = checkLocation(what, plain);
  if (type === "5") return;
  if (type !== "0" && type !== "\0" && type !== "2")
    throw new SourceRefusedError(
      "archive-entry-refused",
      `${what} holds ${location}, which is neither a file, a folder nor a symbolic link`,
    );
  if (files.has(location) || links.some((link) => link.location === location))
    throw new SourceRefusedError("archive-entry-refused", `${what} holds ${location} twice`);
  if (!belongsToSource(location)) return;
  if (type === "2") links.push({ location, target });
  else files.set(location, { location, bytes });
}

function readHeader(what: string, header: Buffer): Header {
  const sum = header.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 32 : byte), 0);
  if (sum !== octal(header, 148, 8)) throw damaged(what, "a header is not as it was written");
  const prefix = header.toString("latin1", 257, 262) === "ustar" && header[262] === 0 ? text(header, 345, 155) : "";
  const size = octal(header, 124, 12);
  if (!Number.isSafeInteger(size)) throw damaged(what, "a size is no number");
  return {
    name: prefix === "" ? text(header, 0, 100) : `${prefix}/${text(header, 0, 100)}`,
    size,
    type: String.fromCharCode(header[156] ?? 0),
    target: text(header, 157, 100),
  };
}

const text = (header: Buffer, from: number, length: number): string => untilZero(header.subarray(from, from + length));

function untilZero(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  return bytes.toString("utf8", 0, end === -1 ? bytes.length : end);
}

const octal = (header: Buffer, from: number, length: number): number => {
  const digits = header
    .toString("latin1", from, from + length)
    .replace(/[\0 ]+$/, "")
    .trim();
  return /^[0-7]*$/.test(digits) ? Number.parseInt(digits === "" ? "0" : digits, 8) : Number.NaN;
};

/** `length key=value` and a line break, again and again. */
function paxRecords(content: Buffer): { path?: string; linkpath?: string; size?: number } {
  const records: { path?: string; linkpath?: string; size?: number } = {};
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(32, at);
    const length = Number(content.toString("latin1", at, space));
    if (space === -1 || !Number.isInteger(length) || length <= space - at) break;
    const [, key, value = ""] = /^([^=]+)=([\s\S]*)$/.exec(content.toString("utf8", space + 1, at + length - 1)) ?? [];
    if (key === "path" || key === "linkpath") records[key] = value;
    if (key === "size" && /^\d+$/.test(value)) records.size = Number(value);
    at += length;
  }
  return records;
}

const damaged = (what: string, why: string): SourceRefusedError =>
  new SourceRefusedError(
    "archive-damaged",
    `${what} is no archive that can be read: ${why}`,
    "Make it anew, with `keelson bundle --as archive` or tar and gzip",
  );
