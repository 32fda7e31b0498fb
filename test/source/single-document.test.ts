import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { expect, it } from "vitest";
import { digestText } from "../../src/core/digest.ts";
import { documentFileSource } from "../../src/source/document-file.ts";
import { standardInputSource } from "../../src/source/standard-input.ts";

it("standard input is one document file, read once", async () => {
  const source = standardInputSource(
    Readable.from([Buffer.from("kind: "), Buffer.from("Schemä").subarray(0, 6), Buffer.from("Schemä").subarray(6)]),
  );
  expect(await source.digest()).toBe(digestText("kind: Schemä"));
  expect((await source.read()).files).toMatchObject([{ path: "<standard input>", text: "kind: Schemä" }]);
});

it("standard input that is no text is refused", async () => {
  const source = standardInputSource(Readable.from([Buffer.from([0xff, 0xfe])]));
  await expect(source.read()).rejects.toThrow("<standard input> is not UTF-8 text");
});

it("a file is shown relative to the working folder", async () => {
  const folder = mkdtempSync(join(tmpdir(), "keelson-file-"));
  try {
    writeFileSync(join(folder, "keelson.yaml"), "a: 1\n");
    const open = (file: string) => documentFileSource({ file, workingFolder: folder });
    expect((await open("./keelson.yaml").read()).files).toMatchObject([
      { path: "keelson.yaml", absolutePath: join(folder, "keelson.yaml"), text: "a: 1\n" },
    ]);
    await expect(open("nope.yaml").read()).rejects.toThrow(expect.objectContaining({ code: "source-not-found", exitCode: 3 }));
    await expect(open(".").read()).rejects.toThrow(expect.objectContaining({ code: "source-unreadable", exitCode: 1 }));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
