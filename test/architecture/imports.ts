import { posix } from "node:path";

/** `type`: erased; `static`: loaded with the file; `lazy`: loaded when that line is reached. */
export type ImportMode = "type" | "static" | "lazy";

export interface Import {
  readonly mode: ImportMode;
  /** A path from the root for a file of ours, else the name of a package or `node:` module. */
  readonly target: string;
  readonly origin: "ours" | "package" | "builtin";
}

const statement = /^(?:import|export)\s+(?<type>type\s)?(?:[^"';]*?\sfrom\s+)?["'](?<specifier>[^"']+)["']/gm;
const expression = /\bimport\(\s*["'](?<specifier>[^"']+)["']/g;

/** Every import of a file, types included; read from its text, since the compiler has no interface for it. */
export function importsOf(path: string, text: string): readonly Import[] {
  const found: Import[] = [];
  for (const { groups } of text.matchAll(statement))
    found.push(describe(path, String(groups?.specifier), groups?.type ? "type" : "static"));
  for (const { groups } of text.matchAll(expression)) found.push(describe(path, String(groups?.specifier), "lazy"));
  return found;
}

function describe(path: string, specifier: string, mode: ImportMode): Import {
  if (specifier.startsWith(".")) return { mode, target: posix.join(posix.dirname(path), specifier), origin: "ours" };
  if (specifier.startsWith("node:")) return { mode, target: specifier, origin: "builtin" };
  const parts = specifier.split("/");
  return { mode, target: parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/"), origin: "package" };
}
