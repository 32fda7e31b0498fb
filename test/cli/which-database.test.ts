import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type RunOptions, runKeelson } from "./keelson.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "keelson-which-"));
  mkdirSync(join(folder, "db"));
  writeFileSync(join(folder, "db/first.yaml"), revision);
});
afterEach(() => rmSync(folder, { recursive: true }));

const revision = `apiVersion: keelson.dev/v1alpha1
kind: Revision
metadata: { name: shop-first }
spec: { id: first, revises: [], upgrade: [ { createTable: { name: users, columns: [ { name: id, type: integer } ] } } ] }
`;

const database = (name: string) => `apiVersion: keelson.dev/v1alpha1
kind: Database
metadata: { name: ${name} }
spec: { dialect: sqlite, connection: { url: { value: "sqlite:./${name}.db" } }, source: { directory: ./db } }
`;

const write = (...names: string[]) => writeFileSync(join(folder, "keelson.yaml"), names.map(database).join("---\n"));
const keelson = (words: string, options: Partial<RunOptions> = {}) => runKeelson(words.split(" "), { cwd: folder, ...options });
const made = (...files: string[]) => files.filter((file) => existsSync(join(folder, file)));

test("--url goes before KEELSON_URL, which goes before the document", async () => {
  write("one");
  const env = { KEELSON_URL: "sqlite:./env.db" };
  expect((await keelson("upgrade --url sqlite:./flag.db", { env })).code).toBe(0);
  expect(made("flag.db", "env.db", "one.db")).toEqual(["flag.db"]);
  expect((await keelson("upgrade", { env })).code).toBe(0);
  expect(made("env.db", "one.db")).toEqual(["env.db"]);
  expect((await keelson("upgrade")).code).toBe(0);
  expect(made("one.db")).toEqual(["one.db"]);
});

test("several databases and no choice: exit 3, and their names", async () => {
  write("one", "two");
  const { code, stderr } = await keelson("upgrade");
  expect(code).toBe(3);
  expect(stderr).toContain("one, two");
  expect((await keelson("upgrade --database two")).code).toBe(0);
  expect(made("one.db", "two.db")).toEqual(["two.db"]);
});

test("--all does each, and what stops one does not stop the others", async () => {
  write("one", "two");
  mkdirSync(join(folder, "one.db"));
  const { code, json } = await keelson("upgrade --all -o json");
  expect(code).toBe(1);
  const { items } = json<{ items: { database: string; reason: string; error?: { code: string } }[] }>();
  expect(items.map(({ database: name, reason, error }) => [name, reason, error?.code])).toEqual([
    ["one", "DatabaseUnavailable", "not-a-file"],
    ["two", "InSync", undefined],
  ]);
});

test.for<{ words: string; env: Readonly<Record<string, string>> }>([
  { words: "upgrade --all --url sqlite:./flag.db", env: {} },
  { words: "upgrade --all --database one", env: {} },
  { words: "upgrade --all", env: { KEELSON_URL: "sqlite:./env.db" } },
])("$words with $env contradicts itself: exit 3, and nothing is made", async ({ words, env }) => {
  write("one", "two");
  expect((await keelson(words, { env })).code).toBe(3);
  expect(made("one.db", "two.db", "flag.db", "env.db")).toEqual([]);
});

test("-f - reads the Database from standard input, -f of a folder all that are in it", async () => {
  expect((await keelson("upgrade -f -", { input: database("one") })).code).toBe(0);
  expect(made("one.db")).toEqual(["one.db"]);
  mkdirSync(join(folder, "databases"));
  for (const name of ["two", "three"]) writeFileSync(join(folder, `databases/${name}.yaml`), database(name).replace("./db }", "../db }"));
  expect((await keelson("upgrade -f databases --all")).code).toBe(0);
  expect(made("databases/two.db", "databases/three.db")).toEqual(["databases/two.db", "databases/three.db"]);
});

test("--verbose shows each statement on standard error, --quiet nothing there; the result stays on standard output", async () => {
  write("one");
  const verbose = await keelson("upgrade --verbose -o json");
  expect(verbose.stderr).toContain('CREATE TABLE "users"');
  expect(verbose.json()).toMatchObject({ kind: "Status", reason: "InSync" });
  const quiet = await keelson("upgrade --quiet --url sqlite:./other.db");
  expect([quiet.stderr, quiet.stdout.split("\n")[0]]).toEqual(["", "InSync: In sync"]);
});

test("--log-format json writes a line of JSON for each event, statements among them with --verbose", async () => {
  write("one");
  const { stderr } = await keelson("upgrade --verbose --log-format json");
  const events = stderr
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { event: string; sql?: string });
  expect(events.map(({ event }) => event)).toEqual(["revisionStarted", "stageStarted", "statement", "stageDone", "revisionDone"]);
  expect(events.find(({ event }) => event === "statement")?.sql).toContain('CREATE TABLE "users"');
});

test("edit hands the editor a path with blanks in it as one word", async () => {
  write("one");
  const spaced = "db/with blanks";
  mkdirSync(join(folder, spaced));
  writeFileSync(
    join(folder, spaced, "the second.yaml"),
    revision.replace("shop-first", "shop-second").replace("id: first, revises: []", "id: second, revises: [ first ]"),
  );
  expect((await keelson("edit second")).stdout).toBe(`${spaced}/the second.yaml\n`);
  expect(readFileSync(join(folder, spaced, "the second.yaml"), "utf8")).toContain("second");
});
