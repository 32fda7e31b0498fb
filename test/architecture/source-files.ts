import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { importsOf, type Import } from "./imports.ts";

export const root = join(import.meta.dirname, "..", "..");

/** One file of the product or around it; the path is from the root, with slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

const read = (pattern: string): readonly SourceFile[] =>
  globSync(pattern, { cwd: root, exclude: (path) => path.includes("generated") })
    .sort()
    .map((path) => {
      const text = readFileSync(join(root, path), "utf8");
      return { path, text, imports: importsOf(path, text) };
    });

/** What is shipped. */
export const productFiles = read("{src,cmd}/**/*.ts");
/** What builds, tests and measures it. */
export const otherFiles = read("{test,build,bench}/**/*.{ts,mjs}");
