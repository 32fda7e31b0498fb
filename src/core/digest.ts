import { hash } from "node:crypto";
import { canonicalJson } from "./canonical-json.ts";

/** `sha256:` and 64 hexadecimal digits. */
export type Digest = string;

/** The grammar of digests, for shapes and messages. */
export const digestPattern = "^sha256:[0-9a-f]{64}$";
const form = new RegExp(digestPattern);

export const isDigest = (text: string): boolean => form.test(text);

export const digestText = (text: string | Uint8Array): Digest => `sha256:${hash("sha256", text, "hex")}`;

/** Digest of a value by its canonical JSON. */
export const digestValue = (value: unknown): Digest => digestText(canonicalJson(value));
