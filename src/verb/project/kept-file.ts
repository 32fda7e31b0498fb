import { hash } from "node:crypto";
import { deserialize, serialize } from "node:v8";
import type { CacheFormat } from "./cache-file.ts";

/** Beyond that nothing is kept. Bytes. */
const most = 64 * 1024 * 1024;
const digestLength = 32;

/** Plain data exactly as it was (what is undefined, zeros with a sign, what is the same in two places), behind a digest by which a damaged file is told. */
export const keptFormat: CacheFormat = {
  extension: "bin",
  encode: (value) => {
    const content = serialize(value);
    return content.length > most ? undefined : Buffer.concat([digestOf(content), content]);
  },
  decode: (bytes) => {
    const content = bytes.subarray(digestLength);
    return digestOf(content).equals(bytes.subarray(0, digestLength)) ? deserialize(content) : undefined;
  },
};

/** The same under a key, all that the value depends on: one that was kept under another is told without reading it. */
export function keptUnder(key: string): CacheFormat {
  const mark = digestOf(key);
  const { extension, encode, decode } = keptFormat;
  return {
    extension,
    encode: (value) => {
      const content = encode(value);
      return content === undefined ? undefined : Buffer.concat([mark, Buffer.from(content)]);
    },
    decode: (bytes) => (mark.equals(bytes.subarray(0, digestLength)) ? decode(bytes.subarray(digestLength)) : undefined),
  };
}

const digestOf = (content: string | Buffer): Buffer => hash("sha256", content, "buffer");
