import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { engineNames } from "../../seeds/engine.ts";
import { arbitrarySchema, keptRows } from "./arbitrary-schema.ts";
import { ProofBench } from "./bench.ts";
import { casesOf, patience } from "./cases.ts";
import { properties } from "./proofs.ts";

describe.each(engineNames)("on %s", (name) => {
  test.each(casesOf(properties.reaches.proofs.documents))(
    "a database led from one schema to another is like one that was made so, and keeps its rows: cases $cases",
    { timeout: patience },
    async ({ parameters }) => {
      const property = fc.asyncProperty(arbitrarySchema, arbitrarySchema, async (from, to) => {
        await using led = await ProofBench.open(name);
        await using made = await ProofBench.open(name);
        await made.reach(to);
        await led.reach(from);
        await led.fill(from);
        const kept = keptRows(from, to);
        const before = await led.rows(kept);
        expect(await led.reach(to)).toBe(0);
        expect(await led.rows(kept)).toEqual(before);
        expect(await led.catalogue()).toEqual(await made.catalogue());
      });
      await fc.assert(property, parameters);
    },
  );
});
