import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { seededShare } from "../seeded-share.ts";
import { wrongFields } from "../resource/wrong-fields.ts";
import { expectNoInsides, expectOneFault, filesBelow } from "./one-fault.ts";
import { runKeelson } from "./keelson.ts";

const database = `apiVersion: keelson.dev/v1alpha1
kind: Database
metadata: { name: shop }
spec: { dialect: sqlite, connection: { url: { value: "sqlite:./shop.db" } }, source: { directory: ./db } }
`;
const revision = `apiVersion: keelson.dev/v1alpha1
kind: Revision
metadata: { name: shop-first }
spec: { id: first, revises: [], upgrade: [ { createTable: { name: users, columns: [ { name: id, type: integer } ] } } ] }
`;

let folder: string;
/** A database with its one revision. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "keelson-files-"));
  mkdirSync(join(folder, "db"));
  writeFileSync(join(folder, "keelson.yaml"), database);
  writeFileSync(join(folder, "db/first.yaml"), revision);
  expect((await runKeelson(["upgrade"], { cwd: folder })).code).toBe(0);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a wrong field stops a run with its place, and nothing is changed", { timeout: 600_000 }, async () => {
  const inSource = wrongFields().filter(({ path }) => path.startsWith("Schema.") || path.startsWith("Revision."));
  for (const { path, text } of seededShare(inSource, 8)) {
    writeFileSync(join(folder, "db/wrong.yaml"), text);
    const before = filesBelow(folder);
    const finished = await runKeelson(["upgrade"], { cwd: folder });
    expect(finished.code, `${path}\n${finished.stderr}`).toBe(3);
    expect(finished.stderr, path).toMatch(/db\/wrong\.yaml:\d+:\d+/);
    expectNoInsides(finished);
    expect(filesBelow(folder)).toEqual(before);
  }
});

test("what is refused makes no database file where there is none, and of two that start at once there both end well", async () => {
  rmSync(join(folder, "shop.db"));
  const refused = async (code: number, ...words: readonly string[]) => {
    const before = filesBelow(folder);
    const finished = await runKeelson(words, { cwd: folder });
    expect(finished.code, finished.stderr).toBe(code);
    expect(filesBelow(folder)).toEqual(before);
  };
  await refused(3, "upgrade", "nowhere");
  await refused(3, "stamp", "nowhere");
  writeFileSync(join(folder, "db/second.yaml"), revision.replaceAll("first", "second"));
  await refused(3, "upgrade");
  writeFileSync(join(folder, "db/second.yaml"), "kind: Revision");
  await refused(3, "reconcile");
  rmSync(join(folder, "db/second.yaml"));
  writeFileSync(join(folder, "keelson.yaml"), database.replace("spec: {", "spec: { suspend: true,"));
  await refused(5, "reconcile");
  writeFileSync(join(folder, "keelson.yaml"), database);
  writeFileSync(join(folder, "db/first.yaml"), revision.replace(/createTable: .* } }/, "sql: { text: DROP TABLE users }, downgrade: [] }"));
  await refused(5, "reconcile");
  writeFileSync(join(folder, "db/first.yaml"), revision);
  const ends = await Promise.all([runKeelson(["upgrade"], { cwd: folder }), runKeelson(["upgrade"], { cwd: folder })]);
  expect(ends.map(({ code }) => code)).toEqual([0, 0]);
});

test("a wrong field of the Database stops every verb that reads it", { timeout: 600_000 }, async () => {
  const own = wrongFields().filter(({ path }) => path.startsWith("Database."));
  for (const { path, text } of seededShare(own, 4)) {
    writeFileSync(join(folder, "keelson.yaml"), text);
    const finished = await runKeelson(["status"], { cwd: folder });
    expect(finished.code, `${path}\n${finished.stderr}`).toBe(3);
    expect(finished.stderr, path).toMatch(/keelson\.yaml:\d+:\d+/);
    expectNoInsides(finished);
  }
});

describe("a file", () => {
  const refused = async (code: number, text: RegExp, words: readonly string[] = ["upgrade"]) => {
    const { stderr } = await expectOneFault(words, code, { cwd: folder });
    expect(stderr).toMatch(text);
  };

  test("that is a directory", async () => {
    rmSync(join(folder, "keelson.yaml"));
    mkdirSync(join(folder, "keelson.yaml"));
    await refused(3, /keelson\.yaml is a folder/);
  });

  test("that is no text", async () => {
    writeFileSync(join(folder, "keelson.yaml"), Buffer.from([0xff, 0xfe, 0x00]));
    await refused(3, /not-utf8.*keelson\.yaml is not UTF-8 text\n.*Save it as UTF-8/);
  });

  test("that leads nowhere", async () => {
    symlinkSync("nowhere", join(folder, "db/second.yaml"));
    await refused(3, /second\.yaml/);
  });

  test("that is no text", async () => {
    writeFileSync(join(folder, "db/second.yaml"), Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x80]));
    await refused(3, /second\.yaml/);
  });

  test.skipIf(process.getuid?.() === 0)("that may not be read", async () => {
    chmodSync(join(folder, "db/first.yaml"), 0);
    await refused(1, /first\.yaml/);
  });

  test("that should be a folder", () => refused(3, /keelson\.yaml is not a folder/, ["inspect", "--write", "keelson.yaml"]));

  test("that a plan cannot be written to", () => refused(1, /keelson\.yaml/, ["plan", "--out", "keelson.yaml/plan.json"]));
});

describe("a disk that is full", () => {
  /** A file system of 64 KB, where this user may make one. */
  const mounted = (where: string): boolean => {
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", where], { stdio: "ignore" });
      return true;
    } catch {
      return false;
    }
  };

  test("stops a run, and the next one goes on when there is room", async ({ skip }) => {
    const small = join(folder, "small");
    mkdirSync(small);
    if (!mounted(small)) return skip("no small file system can be mounted here");
    try {
      const url = `sqlite:${join(small, "shop.db")}`;
      const { stderr } = await expectOneFault(["upgrade", "--url", url], 1, { cwd: folder });
      expect(stderr).toMatch(/full|space/i);
      execFileSync("mount", ["-o", "remount,size=8m", small]);
      expect((await runKeelson(["upgrade", "--url", url], { cwd: folder })).code).toBe(0);
    } finally {
      execFileSync("umount", [small]);
    }
  });
});
