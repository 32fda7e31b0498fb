import { gunzipSync, gzipSync } from "node:zlib";

/** Text as a bytea literal, compressed: a model of a thousand tables is large and mostly repetition, so that little effort finds nearly all of it. */
export const compressedLiteral = (text: string): string => `E'\\\\x${gzipSync(text, { level: 1 }).toString("hex")}'::bytea`;

export const decompressed = (bytes: Uint8Array): string => gunzipSync(bytes).toString("utf8");
