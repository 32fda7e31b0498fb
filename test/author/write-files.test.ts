import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { runPostWrite } from "../../src/author/post-write.ts";
import { removeFile, replaceFile, writeNewFiles } from "../../src/author/write-files.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "keelson-author-"));
});
afterEach(() => rmSync(folder, { recursive: true }));
const content = (path: string) => readFileSync(join(folder, path), "utf8");

it("new files come with their folders, and never over others", async () => {
  await writeNewFiles(folder, [{ path: "db/revisions/a.yaml", text: "a" }]);
  expect(content("db/revisions/a.yaml")).toBe("a");
  await expect(writeNewFiles(folder, [{ path: "db/revisions/a.yaml", text: "b" }])).rejects.toThrow(
    expect.objectContaining({ name: "CreationError", code: "file-exists", exitCode: 3, message: "db/revisions/a.yaml is there already" }),
  );
  expect(content("db/revisions/a.yaml")).toBe("a");
});
it("a file is replaced whole, with nothing left beside it", async () => {
  writeFileSync(join(folder, "a.yaml"), "old");
  await replaceFile(folder, { path: "a.yaml", text: "new" });
  expect(content("a.yaml")).toBe("new");
  expect(readdirSync(folder)).toEqual(["a.yaml"]);
  await removeFile(folder, "a.yaml");
  expect(readdirSync(folder)).toEqual([]);
});
it("what a link leads to is replaced, under the rights that it had", async () => {
  writeFileSync(join(folder, "a.yaml"), "old", { mode: 0o600 });
  symlinkSync("a.yaml", join(folder, "link.yaml"));
  await replaceFile(folder, { path: "link.yaml", text: "new" });
  expect([content("a.yaml"), readlinkSync(join(folder, "link.yaml"))]).toEqual(["new", "a.yaml"]);
  expect(statSync(join(folder, "a.yaml")).mode & 0o777).toBe(0o600);
});
it("a pipe is written to, and stays one", async () => {
  const path = join(folder, "pipe");
  execFileSync("mkfifo", [path]);
  const read = readFile(path, "utf8");
  await replaceFile(folder, { path: "pipe", text: "new" });
  expect([await read, statSync(path).isFIFO()]).toEqual(["new", true]);
});
it("what the disk refuses is no fault of the request", async () => {
  writeFileSync(join(folder, "db"), "a file");
  await expect(writeNewFiles(folder, [{ path: "db/a.yaml", text: "" }])).rejects.toThrow(
    expect.objectContaining({ code: "file-not-written", exitCode: 1 }),
  );
  await expect(removeFile(folder, "gone.yaml")).rejects.toThrow("gone.yaml cannot be written: ENOENT");
});
it("commands run on what was written, and say why they fail", async () => {
  const append = [process.execPath, "-e", "require('fs').appendFileSync(process.argv[1], '!')"];
  writeFileSync(join(folder, "a.yaml"), "a");
  await runPostWrite([append, append], ["a.yaml"], folder);
  expect(content("a.yaml")).toBe("a!!");
  await expect(runPostWrite([[process.execPath, "-e", "console.error('no'); process.exit(3)"]], [], folder)).rejects.toThrow("failed: no");
  await expect(runPostWrite([["no-such-program"]], [], folder)).rejects.toThrow("ENOENT");
});
