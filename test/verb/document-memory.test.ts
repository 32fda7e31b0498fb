import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { outsideOperations } from "../../src/revision/outside-operation.ts";
import type { DatabaseResource } from "../../src/resource/resource.ts";
import type { SourceFile } from "../../src/source/source.ts";
import { documentMemory } from "../../src/verb/project/document-memory.ts";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "keelson-memory-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const file = (text: string): SourceFile => ({ path: "keelson.yaml", absolutePath: "/shop/keelson.yaml", text });
const database = (text: string, connection: DatabaseResource["spec"]["connection"] = { url: { env: "SHOP_URL" } }): DatabaseResource => ({
  kind: "Database",
  metadata: { name: "shop" },
  spec: { dialect: "sqlite", connection, source: { directory: "db" } },
  position: { file: "keelson.yaml", line: 1, column: 1 },
  origin: { file: "keelson.yaml", text, document: 0 },
});
const memory = (text: string, version = "1.0.0", cacheFolder = join(home, "keelson")) => {
  const host = { cwd: "/shop", env: {}, user: "ada", hostname: "here", pid: 1, readStandardInput: () => process.stdin, cacheFolder };
  return documentMemory({ host, version, dialects: new Map(), operations: outsideOperations([]), rules: [] }, [file(text)]);
};

test("what was read is recalled for the same bytes and the same version only", () => {
  memory("a").remember([database("a")]);
  expect(memory("a").recall()).toEqual([database("a")]);
  expect(memory("b").recall()).toBeUndefined();
  expect(memory("a", "1.0.1").recall()).toBeUndefined();
  memory("b").remember([database("b")]);
  expect(memory("b").recall()).toEqual([database("b")]);
  expect(readdirSync(join(home, "keelson"), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())).toHaveLength(1);
});

test("nobody else may read it, and a password that is written out stays where it is", () => {
  memory("a").remember([database("a", { url: { value: "postgresql://ada:secret@db/shop" } })]);
  expect(readdirSync(home)).toEqual([]);
  memory("a").remember([database("a")]);
  expect(statSync(join(home, "keelson")).mode & 0o077).toBe(0);
});

test("where it cannot be kept it is not kept", () => {
  writeFileSync(join(home, "keelson"), "a file");
  memory("a").remember([database("a")]);
  expect(memory("a").recall()).toBeUndefined();
});

test.skipIf(process.platform !== "linux")("nor below /proc, where nothing can be made and nobody says so", () => {
  memory("a", "1.0.0", "/proc/keelson").remember([database("a")]);
  expect(memory("a", "1.0.0", "/proc/keelson").recall()).toBeUndefined();
});
