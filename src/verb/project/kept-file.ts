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
    return content.length > most ? undefined : Buffer.concat([hash("sha256", content, "buffer"), content]);
  },
  decode: (bytes) => {
    const content = bytes.subarray(digestLength);
    return hash("sha256", content, "buffer").equals(bytes.subarray(0, digestLength)) ? deserialize(content) : undefined;
  },
};
