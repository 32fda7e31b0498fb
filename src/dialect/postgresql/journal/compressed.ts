import { gunzipSync, gzipSync } from "node:zlib";

/** Text as a bytea literal, compressed: a model of a thousand tables is large and mostly repetition. */
export const compressedLiteral = (text: string): string => `E'\\\\x${gzipSync(text).toString("hex")}'::bytea`;

export const decompressed = (bytes: Uint8Array): string => gunzipSync(bytes).toString("utf8");
