import { isUtf8 } from "node:buffer";
import { readFileSync } from "node:fs";
import type { Diagnostic } from "../core/diagnostic.ts";
import { InputError } from "../core/error.ts";
import type { Position } from "../core/position.ts";
import { systemReason } from "./source-errors.ts";

/** The bytes of a file, or why they cannot be had. */
export type Bytes =
  | { readonly kind: "bytes"; readonly bytes: Buffer }
  | { readonly kind: "unreadable"; readonly reason: string; readonly cause: unknown };

export function readBytes(absolutePath: string): Bytes {
  try {
    return { kind: "bytes", bytes: readFileSync(absolutePath) };
  } catch (cause) {
    return { kind: "unreadable", reason: systemReason(cause), cause };
  }
}

/** Text of bytes, or undefined where they are not UTF-8. A byte order mark stays: whoever parses says what it means. */
export const decode = (bytes: Buffer): string | undefined => (isUtf8(bytes) ? bytes.toString("utf8") : undefined);

export const notText = (path: string, bytes: Buffer): Diagnostic => ({
  code: "not-utf8",
  severity: "error",
  message: `${path} is not UTF-8 text`,
  remedy: "Save it as UTF-8",
  position: firstBroken(path, bytes),
});

/** What stands for the first bytes that are no character. */
function firstBroken(file: string, bytes: Buffer): Position {
  let start = 0;
  for (let line = 1; ; line++) {
    const end = bytes.indexOf("\n", start);
    const text = bytes.subarray(start, end === -1 ? bytes.length : end);
    if (!isUtf8(text)) return { file, line, column: text.toString("utf8").indexOf("\ufffd") + 1 };
    if (end === -1) return { file, line: 1, column: 1 };
    start = end + 1;
  }
}

/** The text of a file that nothing can be told without. @throws InputError */
export function requireText(path: string, bytes: Buffer): string {
  const text = decode(bytes);
  if (text !== undefined) return text;
  const { code, message, remedy, position } = notText(path, bytes);
  throw new InputError(message, { code, remedy, position });
}
