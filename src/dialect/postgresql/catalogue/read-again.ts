import { canonical, type Expression } from "../../../model/expression.ts";

const quoted = `'(?:[^']|'')*'|"(?:[^"]|"")*"`;
const widened = String.raw`\b(ANY|ALL) \(\((ARRAY\[(?:${quoted}|(?!\]\))[^'"])*\])\)::[\w ."]+\[\]\)`;
const pattern = new RegExp(`${quoted}|${widened}`, "g");

/**
 * An expression as the server prints it, so that reading it gives what it was printed from. `s IN ('a', 'b')` is printed as
 * `ANY ((ARRAY['a'::character varying, …])::text[])`, where the cast is the server's own; written by a person, that casts every element instead.
 */
export const readAgain = (text: string): string =>
  text.includes(" ((ARRAY[")
    ? text.replace(pattern, (whole, of?: string, list?: string) => (list === undefined ? whole : `${of} (${list})`))
    : text;

export const printed = (text: string): Expression => canonical(readAgain(text));
