import { gzipSync } from "node:zlib";

/** The same text gives the same bytes on every machine: without a time, and without which system packed it. */
export function packGzip(bytes: Buffer): Buffer {
  const packed = gzipSync(bytes, { level: 9 });
  packed[9] = 255;
  return packed;
}
