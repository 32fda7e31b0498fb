import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { engineNames } from "../../seeds/engine.ts";
import { arbitrarySchema } from "./arbitrary-schema.ts";
import { ProofBench } from "./bench.ts";
import { casesOf, patience } from "./cases.ts";
import { properties } from "./proofs.ts";

describe.each(engineNames)("on %s", (name) => {
  test.each(casesOf(properties.converges.proofs.converges))(
    "what was planned and applied leaves nothing to plan: cases $cases",
    { timeout: patience },
    async ({ parameters }) => {
      const property = fc.asyncProperty(arbitrarySchema, arbitrarySchema, async (first, second) => {
        await using bench = await ProofBench.open(name);
        for (const schema of [first, second]) {
          expect(await bench.reach(schema)).toBe(0);
          expect(await bench.planned()).toEqual([]);
        }
      });
      await fc.assert(property, parameters);
    },
  );
});
