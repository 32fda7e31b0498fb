import { expect, test } from "vitest";
import { formatFile } from "../../src/author/fmt.ts";
import { parseResources } from "../../src/resource/parse-resources.ts";
import { positionOf } from "../../src/resource/position-of.ts";
import { mutate, random } from "./mutate.ts";
import { valid } from "./valid-documents.ts";

/** Seconds; a minute in CI. */
const seconds = Number(process.env["KEELSON_FUZZ_SECONDS"] ?? (process.env["CI"] === "true" ? 60 : 10));
const seed = Number(process.env["KEELSON_TEST_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const reader = { read: () => "SELECT 1", list: () => ["a.sql"] };

test("the documents that mutations begin with are valid", () => {
  for (const text of valid) expect(parseResources([{ path: "a.yaml", text }], { reader }).diagnostics).toEqual([]);
});

/** Whatever is thrown, and whatever a finding lacks, is a defect of ours, never of the document. */
function faultOf(text: string): string | undefined {
  try {
    const { resources, diagnostics } = parseResources([{ path: "a.yaml", text }], { reader });
    const bad = diagnostics.find(
      ({ code, message, remedy, severity, position }) =>
        code === "" ||
        message === "" ||
        (remedy === "" && severity !== "note") ||
        !(position !== undefined && position.line >= 1 && position.column >= 1),
    );
    if (bad !== undefined) return `an incomplete finding: ${JSON.stringify(bad)}`;
    for (const resource of resources) positionOf(resource, ["spec"]);
    formatFile({ path: "a.yaml", text }, { reader });
    return undefined;
  } catch (error) {
    return error instanceof Error ? String(error.stack) : String(error);
  }
}

test(`mutated documents give findings and never an exception, for ${seconds} s (seed ${seed})`, { timeout: (seconds + 60) * 1000 }, () => {
  const next = random(seed);
  const end = performance.now() + seconds * 1000;
  // On a machine that is busy some at least are tried.
  for (let tried = 0; tried < 100 || performance.now() < end; tried++) {
    const text = mutate(valid[Math.floor(next() * valid.length)] ?? "", next);
    const started = performance.now();
    const fault = faultOf(text);
    expect(fault, `document ${tried} of seed ${seed}:\n${text}\n`).toBeUndefined();
    expect(performance.now() - started, `document ${tried} of seed ${seed} took too long:\n${text}\n`).toBeLessThan(5000);
  }
});
