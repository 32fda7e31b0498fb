import { hash } from "node:crypto";
import { canonicalJson } from "./canonical-json.ts";

/** `sha256:` and 64 hexadecimal digits. */
export type Digest = string;

export const digestText = (text: string | Uint8Array): Digest => `sha256:${hash("sha256", text, "hex")}`;

/** Digest of a value by its canonical JSON. */
export const digestValue = (value: unknown): Digest => digestText(canonicalJson(value));
