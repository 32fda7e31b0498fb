import { expect, test } from "vitest";
import { productFiles } from "./source-files.ts";

const byPath = new Map(productFiles.map((file) => [file.path, file]));

/** Files and packages that loading a file loads. */
function loadedBy(path: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(path)) return found;
  found.add(path);
  for (const { mode, origin, target } of byPath.get(path)?.imports ?? []) {
    if (mode !== "static") continue;
    if (origin === "ours") loadedBy(target, found);
    else found.add(target);
  }
  return found;
}

test("version and help load nothing but their texts", () => {
  const texts = ["cmd/keelson/main.ts", "cmd/keelson/old-node.ts", "cmd/keelson/print-at-once.ts", "cmd/keelson/static-text.ts"];
  expect([...loadedBy("cmd/keelson/main.ts")].sort()).toEqual([...texts, "node:fs"]);
});

const verbs = productFiles.map(({ path }) => path).filter((path) => path.startsWith("cmd/keelson/command/"));
const heavy = ["@databases/pg", "@databases/sqlite", "@kubernetes/client-node", "libpg-query", "node-cron", "pg", "sqlite3"];

test.for(verbs)("%s loads no dialect and no heavy package until it needs one", (verb) => {
  const loaded = [...loadedBy(verb)];
  expect(loaded.filter((target) => heavy.includes(target) || /^src\/dialect\/(?:postgresql|sqlite)\//.test(target))).toEqual([]);
});

test("the rules of lint are loaded by lint alone, and only when it runs", () => {
  const loading = productFiles.filter(({ imports }) => imports.some(({ target }) => target === "src/lint/rules.ts"));
  expect(loading.map(({ path, imports }) => [path, imports.find(({ target }) => target === "src/lint/rules.ts")?.mode])).toEqual([
    ["src/verb/lint.ts", "lazy"],
  ]);
  expect(verbs.filter((verb) => [...loadedBy(verb)].some((path) => path.startsWith("src/lint/rule/")))).toEqual([]);
});
