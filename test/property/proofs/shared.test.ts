import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { engineNames } from "../../seeds/engine.ts";
import { arbitraryHistory } from "./arbitrary-history.ts";
import { casesOf, patience } from "./cases.ts";
import { openHistoryFolder, stateOf } from "./history-folder.ts";
import { properties } from "./proofs.ts";

describe.each(engineNames)("on %s", (name) => {
  test.each(casesOf(properties.shared.proofs.runners))(
    "runners at once have the effect of one, and all succeed: cases $cases",
    { timeout: patience },
    async ({ parameters }) => {
      const property = fc.asyncProperty(arbitraryHistory, fc.integer({ min: 2, max: 4 }), async (history, runners) => {
        await using alone = await openHistoryFolder(name, history);
        await alone.run("upgrade");
        await using together = await openHistoryFolder(name, history);
        await Promise.all(Array.from({ length: runners }, () => together.run("upgrade")));
        expect(await stateOf(together)).toEqual(await stateOf(alone));
      });
      await fc.assert(property, parameters);
    },
  );
});
