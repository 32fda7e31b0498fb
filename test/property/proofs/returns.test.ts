import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { downgradeRequest, upgradeRequest } from "../../../src/reconcile/request.ts";
import { engineNames } from "../../seeds/engine.ts";
import { arbitraryHistory } from "./arbitrary-history.ts";
import { allowLoss, ProofBench } from "./bench.ts";
import { casesOf, patience } from "./cases.ts";
import { properties } from "./proofs.ts";

describe.each(engineNames)("on %s", (name) => {
  test.each(casesOf(properties.returns.proofs.histories))(
    "revisions that are walked up and down again leave what was there before each: cases $cases",
    { timeout: patience },
    async ({ parameters }) => {
      const property = fc.asyncProperty(arbitraryHistory, fc.nat(), async (history, pick) => {
        await using bench = await ProofBench.open(name);
        bench.write(history);
        const stops: (readonly string[])[] = [];
        for (const { id } of history) {
          stops.push(await bench.catalogue());
          expect(await bench.go(upgradeRequest(id)), id).toBe(0);
        }
        const end = await bench.catalogue();
        const stop = pick % history.length;
        const target = history[stop]?.revises ?? "base";
        expect(await bench.go(downgradeRequest(target, allowLoss)), `down to ${target}`).toBe(0);
        expect(await bench.catalogue()).toEqual(stops[stop]);
        expect(await bench.go(upgradeRequest("head"))).toBe(0);
        expect(await bench.catalogue()).toEqual(end);
        expect(await bench.go(downgradeRequest("base", allowLoss))).toBe(0);
        expect(await bench.catalogue()).toEqual(stops[0]);
      });
      await fc.assert(property, parameters);
    },
  );
});
