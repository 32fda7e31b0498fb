import { describe, expect, test } from "vitest";
import { digestText } from "../../src/core/digest.ts";
import { leaf, merkleRoot } from "../../src/source/merkle-root.ts";
import type { Source } from "../../src/source/source.ts";

/** A place that a source reads, whose content the test decides. */
export interface SourcePlace extends AsyncDisposable {
  /** Puts exactly these files there. */
  lay(files: Readonly<Record<string, string | Buffer>>): Promise<void>;
  /** A source as it is opened for one run. */
  open(): Source;
  /** Makes it impossible to reach, or to find. */
  takeAway(): Promise<void>;
}

/** What every source must hold: the same files mean the same wherever they lie. */
export function sourceContract(name: string, place: () => Promise<SourcePlace>): void {
  describe(`source: ${name}`, () => {
    const files = { "b.yaml": "b: 1\n", "a/1.yml": "a: 1\n", "a/2.json": "{}", "f/one.sql": "SELECT 'ä'" };

    test("gives documents in the order of their paths, and other files to refer to", async () => {
      await using there = await place();
      await there.lay(files);
      const { root, files: documents, reader, diagnostics } = await there.open().read();
      const at = (location: string) => (root === "." ? location : `${root}/${location}`);
      expect(documents.map(({ path, text }) => [path, text])).toEqual([
        [at("a/1.yml"), "a: 1\n"],
        [at("a/2.json"), "{}"],
        [at("b.yaml"), "b: 1\n"],
      ]);
      expect(reader?.read(at("f/one.sql"))).toBe("SELECT 'ä'");
      expect([reader?.read(at("f/two.sql")), reader?.read("/etc/passwd"), diagnostics]).toEqual([undefined, undefined, []]);
    });

    test("has the digest of its bytes and where they lie, the same everywhere, whether read or not", async () => {
      await using there = await place();
      await there.lay(files);
      const expected = merkleRoot(Object.entries(files).map(([location, text]) => leaf(location, Buffer.from(text))));
      expect(await there.open().digest()).toBe(expected);
      const source = there.open();
      expect((await source.read()).digest).toBe(expected);
      await there.lay({ ...files, "f/one.sql": "SELECT 2" });
      expect(await there.open().digest()).not.toBe(expected);
    });

    test("leaves alone what is hidden, installed or a database", async () => {
      await using there = await place();
      await there.lay({
        "a.yaml": "a: 1\n",
        ".hidden/b.yaml": "",
        "node_modules/c.yaml": "",
        "shop.db": "",
        "keelson.config.yaml": "ids: random\n",
      });
      const { files: documents, reader } = await there.open().read();
      expect(documents).toHaveLength(1);
      expect(reader?.list()).toHaveLength(2);
    });

    test("may be without a document, and says what is no text", async () => {
      await using there = await place();
      await there.lay({ "readme.txt": "nothing here", "latin.yaml": Buffer.from([0x61, 0xe4]) });
      const { files: documents, digest, diagnostics } = await there.open().read();
      expect([documents, diagnostics.map(({ code }) => code)]).toEqual([[], ["not-utf8"]]);
      expect(digest).not.toBe(digestText(""));
    });

    test("fails with one finding and what to do where it cannot be had, the same for digest and content", async () => {
      await using there = await place();
      await there.lay(files);
      await there.takeAway();
      for (const ask of [() => there.open().digest(), () => there.open().read()])
        await expect(ask()).rejects.toMatchObject({ diagnostics: [{ severity: "error", remedy: expect.stringMatching(/\w/) }] });
    });
  });
}
