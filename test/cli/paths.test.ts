import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runKeelson, startKeelson } from "./keelson.ts";
import { expectOneFault } from "./one-fault.ts";

let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "keelson-paths-"));
  mkdirSync(join(folder, "shop/db"), { recursive: true });
  writeFileSync(
    join(folder, "shop/keelson.yaml"),
    `apiVersion: keelson.dev/v1alpha1\nkind: Database\nmetadata: { name: shop }\nspec: { dialect: sqlite, connection: { url: { value: "sqlite:./shop.db" } }, source: { directory: ./db } }\n`,
  );
  writeFileSync(
    join(folder, "shop/db/first.yaml"),
    `apiVersion: keelson.dev/v1alpha1\nkind: Revision\nmetadata: { name: first }\nspec: { id: first, revises: [], upgrade: [ { createTable: { name: users, columns: [ { name: id, type: integer } ] } } ] }\n`,
  );
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a folder where keelson.yaml should be is one fault, which names it", async () => {
  mkdirSync(join(folder, "keelson.yaml"));
  const { stderr } = await expectOneFault(["check"], 3, { cwd: folder });
  expect(stderr).toMatch(/keelson\.yaml is a folder/);
});

test.each([
  ["shop/shop.db is not a SQLite database", "shop/shop.db", []],
  ["shop/shop.db is not a file", "shop/shop.db/", []],
  ["The folder nowhere does not exist", "", ["--url", "sqlite:nowhere/x.db"]],
])("%s: named as seen from the working folder", async (message, made, words) => {
  if (made.endsWith("/")) mkdirSync(join(folder, made));
  else if (made !== "") writeFileSync(join(folder, made), "no database, and longer than the header of one would be by far: ".repeat(4));
  const { stderr } = await expectOneFault(["upgrade", "-f", "shop/keelson.yaml", ...words], 1, { cwd: folder });
  expect(stderr).toContain(message);
  expect(stderr).not.toContain(folder);
});

test("doctor names the file as seen from the working folder", async () => {
  await runKeelson(["upgrade"], { cwd: join(folder, "shop") });
  expect((await runKeelson(["doctor", "-f", "shop/keelson.yaml"], { cwd: folder })).stdout).toMatch(/database shop\/shop\.db/);
});

test("wait is for an id: what is head changes meanwhile", async () => {
  const finished = await runKeelson(["wait", "--revision", "head", "--timeout", "1s"], { cwd: join(folder, "shop") });
  expect([finished.code, finished.stderr]).toEqual([3, expect.stringContaining("wait needs the id of a revision, and not head")]);
});

test("wait makes no file, and sees the one that is made meanwhile", { timeout: 60_000 }, async () => {
  const cwd = join(folder, "shop");
  const gaveUp = await runKeelson(["wait", "--revision", "first", "--timeout", "1s"], { cwd });
  expect(gaveUp.code).toBe(7);
  expect(existsSync(join(cwd, "shop.db"))).toBe(false);
  const waiting = startKeelson(["wait", "--revision", "first", "--timeout", "50s"], { cwd });
  expect((await runKeelson(["upgrade"], { cwd })).code).toBe(0);
  expect((await waiting.finished).code).toBe(0);
});
