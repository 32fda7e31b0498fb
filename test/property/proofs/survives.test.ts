import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { engineNames } from "../../seeds/engine.ts";
import { arbitraryHistory } from "./arbitrary-history.ts";
import { casesOf, patience } from "./cases.ts";
import { openHistoryFolder, stateOf } from "./history-folder.ts";
import { killedRuns } from "./killed-runs.ts";
import { properties } from "./proofs.ts";

const kill = fc.record({
  at: fc.nat(),
  side: fc.constantFrom("frontend" as const, "backend" as const),
  when: fc.constantFrom("before" as const, "after" as const),
});

describe.each(engineNames)("on %s", (name) => {
  test.each(casesOf(properties.survives.proofs.killed))(
    "killed anywhere, the next run ends as an undisturbed one: cases $cases",
    { timeout: patience },
    async ({ parameters }) => {
      let killed = 0;
      const property = fc.asyncProperty(arbitraryHistory, kill, async (history, pick) => {
        await using whole = await openHistoryFolder(name, history);
        const places = await killedRuns[name].rehearse(whole);
        await using hurt = await openHistoryFolder(name, history);
        const { code, stderr } = await killedRuns[name].kill(hurt, places, pick);
        // A run that has its answer before it is killed has ended as it should.
        expect([null, 0], stderr).toContain(code);
        if (code === null) killed++;
        await hurt.run("upgrade");
        expect(await stateOf(hurt)).toEqual(await stateOf(whole));
      });
      await fc.assert(property, parameters);
      expect(killed).toBeGreaterThan(0);
    },
  );
});
