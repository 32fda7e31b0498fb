import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "../../src/core/clock.ts";
import { directorySource } from "../../src/source/directory.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "keelson-source-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(location: string, content: string | Buffer = location): void {
  mkdirSync(dirname(join(folder, location)), { recursive: true });
  writeFileSync(join(folder, location), content);
}
const source = (directory = "db") => directorySource({ directory, workingFolder: folder });
const read = () => source().read();
const codes = async () => (await read()).diagnostics.map(({ code, message }) => `${code}: ${message}`);
const isRoot = process.getuid?.() === 0;

describe("reading a folder", () => {
  it("gives documents below it in the order of their paths, with their text", async () => {
    for (const location of ["db/z.yaml", "db/a/2.yml", "db/a/10.json", "db/a.yaml", "other/x.yaml"]) write(location);
    const { files, diagnostics } = await read();
    expect(files.map(({ path }) => path)).toEqual(["db/a.yaml", "db/a/10.json", "db/a/2.yml", "db/z.yaml"]);
    expect(files[1]).toEqual({
      path: "db/a/10.json",
      absolutePath: join(folder, "db/a/10.json"),
      text: "db/a/10.json",
    });
    expect(diagnostics).toEqual([]);
  });
  it("offers other files to documents, but nothing hidden, installed or a database", async () => {
    for (const location of [
      "db/f/touch.sql",
      "db/.git/x.yaml",
      "db/node_modules/y.yaml",
      "db/shop.db",
      "db/shop.db-wal",
      "db/keelson.config.yaml",
    ])
      write(location);
    const { files, reader, root } = await read();
    expect(root).toBe("db");
    expect(files).toEqual([]);
    expect(reader?.list()).toEqual(["db/f/touch.sql", "db/keelson.config.yaml"]);
    expect(reader?.read("db/f/touch.sql")).toBe("db/f/touch.sql");
    expect(reader?.read("secret.sql")).toBeUndefined();
  });
  it("keeps to the root when links lead out", async () => {
    write("secret.yaml");
    write("db/a.yaml");
    symlinkSync("../secret.yaml", join(folder, "db/link.yaml"));
    symlinkSync("..", join(folder, "db/up"));
    expect((await read()).files.map(({ path }) => path)).toEqual(["db/a.yaml"]);
    expect(await codes()).toEqual([
      "source-link-escapes: db/link.yaml leads out of the source: it is a link to a place outside",
      "source-link-escapes: db/up leads out of the source: it is a link to a place outside",
    ]);
  });
  it("reads once what a link inside leads to, also in a volume that is swapped by links", async () => {
    write("db/..2026/a.yaml");
    write("db/b.yaml");
    symlinkSync("..2026", join(folder, "db/..data"));
    symlinkSync("..data/a.yaml", join(folder, "db/a.yaml"));
    symlinkSync("b.yaml", join(folder, "db/copy.yaml"));
    symlinkSync(".", join(folder, "db/loop"));
    expect((await read()).files.map(({ path }) => path)).toEqual(["db/a.yaml", "db/b.yaml"]);
  });
  it("reports what is no text, and a link to nothing", async () => {
    write("db/latin.yaml", Buffer.from("# ünï\nkind: \xe4", "latin1"));
    write("db/late.yaml", Buffer.concat([Buffer.from("# ünï\r\nkind: "), Buffer.from([0xe4])]));
    symlinkSync("gone.yaml", join(folder, "db/broken.yaml"));
    expect(await codes()).toEqual([
      "source-unreadable: db/broken.yaml cannot be read: it is a link to what is not there",
      "not-utf8: db/late.yaml is not UTF-8 text",
      "not-utf8: db/latin.yaml is not UTF-8 text",
    ]);
    expect((await read()).diagnostics[1]?.position).toEqual({ file: "db/late.yaml", line: 2, column: 7 });
  });
  it.skipIf(isRoot)("reports files and folders it may not read, and goes on", async () => {
    write("db/a.yaml");
    write("db/closed.yaml");
    write("db/shut/b.yaml");
    chmodSync(join(folder, "db/closed.yaml"), 0);
    chmodSync(join(folder, "db/shut"), 0);
    expect(await codes()).toEqual([
      "source-unreadable: db/shut cannot be read: EACCES",
      "source-unreadable: db/closed.yaml cannot be read: EACCES",
    ]);
    chmodSync(join(folder, "db/shut"), 0o700);
  });
  it("is refused where there is no folder", async () => {
    await expect(read()).rejects.toThrow(expect.objectContaining({ code: "source-not-found", exitCode: 3, message: "there is no db" }));
    write("db");
    await expect(source().digest()).rejects.toThrow(expect.objectContaining({ code: "source-not-a-folder", exitCode: 3 }));
  });
});

describe("the digest", () => {
  it("is the same whether parsed or not, wherever the folder lies", async () => {
    write("db/a.yaml");
    write("db/f.sql");
    const digest = await source().digest();
    expect((await read()).digest).toBe(digest);
    renameSync(join(folder, "db"), join(folder, "moved"));
    expect(await source("moved").digest()).toBe(digest);
  });
  it.each([
    ["a byte of a document", () => write("db/a.yaml", "changed")],
    ["an attached file", () => write("db/f.sql", "changed")],
    ["a name", () => renameSync(join(folder, "db/a.yaml"), join(folder, "db/b.yaml"))],
    ["a new file", () => write("db/new.yaml", "")],
    ["a broken link", () => symlinkSync("gone.yaml", join(folder, "db/link.yaml"))],
  ])("moves with %s", async (_what, change) => {
    write("db/a.yaml");
    write("db/f.sql");
    const before = await source().digest();
    change();
    expect(await source().digest()).not.toBe(before);
  });
  it("stays when a database beside the documents changes", async () => {
    write("db/a.yaml");
    const before = await source().digest();
    write("db/shop.db-wal");
    expect(await source().digest()).toBe(before);
  });

  describe("with a memory", () => {
    const kept = new Map<string, string>();
    beforeEach(() => kept.clear());
    /** Counts what is recalled; `later` is how long after now the clock stands, in milliseconds. */
    const remembering = (later: number) => rememberingAt(() => Date.now() + later);
    const rememberingAt = (time: () => number) => {
      const recalled: string[] = [];
      const memory = {
        recall: (stamp: string) => {
          const digest = kept.get(stamp);
          if (digest !== undefined) recalled.push(digest);
          return digest;
        },
        remember: (stamp: string, digest: string) => void kept.set(stamp, digest),
      };
      const clock = { ...systemClock, now: () => new Date(time()) };
      return { recalled, source: directorySource({ directory: "db", workingFolder: folder, memory, clock }) };
    };
    it("is recalled while nobody touches a file", async () => {
      write("db/a.yaml");
      const { source: remembered, recalled } = remembering(60_000);
      const first = await remembered.digest();
      expect(await remembered.digest()).toBe(first);
      expect(recalled).toEqual([first]);
      expect(first).toBe(await source().digest());
    });
    it.each([
      [
        "other bytes of the same length and time",
        () => {
          const path = join(folder, "db/a.yaml");
          const { atime, mtime, ctimeMs } = statSync(path);
          // Until the file system's clock has moved on: before that it is for the clock of the memory to doubt the file.
          do {
            write("db/a.yaml", "DB/A.YAML");
            utimesSync(path, atime, mtime);
          } while (statSync(path).ctimeMs === ctimeMs);
        },
      ],
      [
        "a file in its place",
        () => {
          write("db/.new", "DB/A.YAML");
          renameSync(join(folder, "db/.new"), join(folder, "db/a.yaml"));
        },
      ],
      ["a new file", () => write("db/b.yaml")],
      ["a file that is gone", () => rmSync(join(folder, "db/z.yaml"))],
    ])("sees %s", async (_what, change) => {
      write("db/a.yaml");
      write("db/z.yaml");
      const { source: remembered, recalled } = remembering(60_000);
      await remembered.digest();
      change();
      expect(await remembered.digest()).toBe(await source().digest());
      expect(recalled).toEqual([]);
    });
    it.each([
      ["follows the kernel's clock", 0, 90, 110],
      ["counts whole seconds", 1, 2900, 3100],
    ])("is not kept of what was just written where the file system %s", async (_how, whole, early, late) => {
      write("db/a.yaml");
      const path = join(folder, "db/a.yaml");
      const { ctimeMs } = statSync(path);
      const touched = whole === 1 ? Math.ceil(ctimeMs / 1000) * 1000 + 60_000 : ctimeMs;
      if (whole === 1) utimesSync(path, touched / 1000, touched / 1000);
      await rememberingAt(() => touched + early).source.digest();
      expect(kept.size).toBe(0);
      await rememberingAt(() => touched + late).source.digest();
      expect(kept.size).toBe(1);
    });
    it("is that of what is read next, whatever is written meanwhile", async () => {
      write("db/a.yaml", "first");
      const { source: remembered } = remembering(60_000);
      const digest = await remembered.digest();
      write("db/a.yaml", "second");
      const [seen, later] = [await remembered.read(), await remembered.read()];
      expect([seen.digest, seen.files.map(({ text }) => text)]).toEqual([digest, ["first"]]);
      expect([later.digest, later.files.map(({ text }) => text)]).toEqual([await source().digest(), ["second"]]);
    });
    it("is not kept of what cannot be read", async () => {
      write("db/a.yaml");
      symlinkSync("gone.yaml", join(folder, "db/link.yaml"));
      await remembering(60_000).source.digest();
      expect(kept.size).toBe(0);
    });
  });
});
