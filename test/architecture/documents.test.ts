import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, test } from "vitest";
import { root } from "./source-files.ts";

const documents = ["*.md", "docs/**/*.md", "examples/**/*.md"].flatMap((pattern) => globSync(pattern, { cwd: root })).sort();

/** Links to files, from where the document stands; and paths in code font, from the root. */
function pathsIn(document: string): readonly string[] {
  const text = readFileSync(join(root, document), "utf8");
  const links = [...text.matchAll(/\]\((?![a-z]+:|#)([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, path]) =>
    normalize(join(dirname(document), String(path))),
  );
  const names = [...text.matchAll(/`((?:src|cmd|test|docs|examples|build|bench|schemas|deploy)\/[\w./-]+)`/g)].map(([, path]) =>
    String(path),
  );
  return [...links, ...names];
}

test.for(documents)("every file that %s names is there", (document) => {
  expect(pathsIn(document).filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test("every page is reached from the README", () => {
  const reached = new Set(["README.md"]);
  for (const document of reached)
    for (const path of pathsIn(document)) {
      const pages = path.endsWith("/") ? globSync(`${path}*.md`, { cwd: root }) : globSync(path, { cwd: root });
      for (const page of pages.filter((name) => name.endsWith(".md"))) reached.add(page);
    }
  expect(globSync("docs/**/*.md", { cwd: root }).filter((page) => !reached.has(page))).toEqual([]);
});
