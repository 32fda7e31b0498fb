import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { packArchive } from "../../src/author/bundle/pack-archive.ts";
import { readTar } from "../../src/source/read-tar.ts";
import { defaultTreeLimits } from "../../src/source/tree.ts";
import { unpack } from "../../src/source/unpack.ts";

const read = async (packed: Buffer, limits = defaultTreeLimits) => readTar("it", await unpack("it", packed, limits), limits);
const fault = (packed: Buffer, limits = defaultTreeLimits) =>
  read(packed, limits).then(
    () => "none",
    ({ code, message }) => `${code}: ${message}`,
  );

/** An archive of one entry whose header was changed afterwards. */
function forged(change: (header: Buffer) => void): Buffer {
  const archive = gunzipSync(packArchive([{ location: "a.yaml", bytes: Buffer.from("a: 1\n") }]));
  change(archive);
  archive.write("        ", 148);
  const sum = archive.subarray(0, 512).reduce((total, byte) => total + byte, 0);
  archive.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return gzipSync(archive);
}
const named = (name: string) => forged((header) => header.fill(0, 0, 100).write(name));
const typed = (type: string) => forged((header) => header.write(type, 156));

describe("an archive", () => {
  it("has the same bytes for the same files, in whatever order they come", () => {
    const [one, other] = [
      { location: "b/1.yaml", bytes: Buffer.from("1") },
      { location: "a.yaml", bytes: Buffer.alloc(512, "x") },
    ];
    expect(packArchive([one, other]).equals(packArchive([other, one]))).toBe(true);
  });
  it.each([["ustar"], ["pax"], ["gnu"]])("of tar is read (%s)", async (format) => {
    const folder = mkdtempSync(join(tmpdir(), "keelson-tar-"));
    try {
      const long = `${"folder-".repeat(format === "ustar" ? 10 : 30)}/${"name".repeat(20)}.yaml`;
      mkdirSync(join(folder, "in", long, ".."), { recursive: true });
      writeFileSync(join(folder, "in", long), "a: 1\n");
      symlinkSync("a.yaml", join(folder, "in", "link.yaml"));
      writeFileSync(join(folder, "in", ".hidden"), "");
      execFileSync("tar", ["--format", format, "-czf", join(folder, "out.tgz"), "-C", join(folder, "in"), "."]);
      const { readFileSync } = await import("node:fs");
      const { files, links } = await read(readFileSync(join(folder, "out.tgz")));
      expect(files.map(({ location, bytes }) => [location, bytes.toString()])).toEqual([[long, "a: 1\n"]]);
      expect(links).toEqual([{ location: "link.yaml", target: "a.yaml" }]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("an archive that is not taken", () => {
  const twice = [{ location: "a.yaml", bytes: Buffer.from("1") }];
  const archive = gunzipSync(packArchive(twice));
  it.each([
    ["leads up", () => named("../a.yaml"), "source-name-refused"],
    ["leads up on the way", () => named("db/../../a.yaml"), "source-name-refused"],
    ["is absolute", () => named("/etc/a.yaml"), "source-name-refused"],
    ["is absolute elsewhere", () => named("C:\\a.yaml"), "source-name-refused"],
    ["holds a hard link", () => typed("1"), "archive-entry-refused"],
    ["holds a device", () => typed("3"), "archive-entry-refused"],
    ["holds a pipe", () => typed("6"), "archive-entry-refused"],
    ["holds a name twice", () => gzipSync(Buffer.concat([archive.subarray(0, 1024), archive])), "archive-entry-refused"],
    ["is cut", () => gzipSync(archive.subarray(0, 512)), "archive-damaged"],
    ["has a header that was changed", () => gzipSync(Buffer.concat([Buffer.from("b"), archive.subarray(1)])), "archive-damaged"],
    ["has a size that is none", () => forged((header) => header.write("zzzzzzzzzzz", 124)), "archive-damaged"],
    ["is cut while packed", () => packArchive(twice).subarray(0, 40), "archive-damaged"],
    ["is not packed", () => Buffer.from("hello"), "archive-damaged"],
    ["is a bomb", () => gzipSync(Buffer.alloc(50_000_000)), "source-too-large"],
  ])("%s", async (_what, make, code) => {
    expect(await fault(make(), { files: 10, bytes: 1_000_000 })).toMatch(new RegExp(`^${code}: \\w`));
  });
});
