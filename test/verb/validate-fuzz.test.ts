import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { InputError } from "../../src/core/error.ts";
import { createKeelson } from "../../src/index.ts";
import { mutate, random } from "../resource/mutate.ts";
import { valid } from "../resource/valid-documents.ts";

/** Seconds for each dialect; half a minute in CI. */
const seconds = process.env["CI"] === "true" ? 15 : 4;
const seed = Number(process.env["KEELSON_TEST_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const folder = mkdtempSync(join(tmpdir(), "keelson-validate-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const keelson = createKeelson();

/** What is thrown beside an error about the documents, and a finding without a place, are defects of ours. */
async function faultOf(file: string): Promise<string | undefined> {
  try {
    await keelson.validate({ file });
    return undefined;
  } catch (error) {
    if (!(error instanceof InputError)) return error instanceof Error ? String(error.stack) : String(error);
    const bad = error.diagnostics.find(
      ({ message, remedy, severity, position }) => message === "" || (remedy === "" && severity !== "note") || position === undefined,
    );
    return bad === undefined ? undefined : `an incomplete finding: ${JSON.stringify(bad)}`;
  }
}

test.for(["postgresql", "sqlite"])(
  `mutated documents are validated without a defect showing, seed ${seed}: %s`,
  { timeout: (seconds + 30) * 1000 },
  async (dialect) => {
    const source = join(folder, dialect, "db");
    mkdirSync(source, { recursive: true });
    const file = join(folder, dialect, "keelson.yaml");
    writeFileSync(
      file,
      `apiVersion: keelson.dev/v1alpha1\nkind: Database\nmetadata: { name: shop }\nspec:\n  dialect: ${dialect}\n  source: { directory: ./db }\n`,
    );
    const next = random(seed);
    const end = performance.now() + seconds * 1000;
    let tried = 0;
    for (; performance.now() < end; tried++) {
      const whole = valid[Math.floor(next() * valid.length)] ?? "";
      const text = next() < 0.3 ? whole : mutate(whole, next);
      writeFileSync(join(source, "a.yaml"), text);
      expect(await faultOf(file), `document ${tried} of seed ${seed}:\n${text}\n`).toBeUndefined();
    }
    expect(tried).toBeGreaterThan(0);
  },
);
