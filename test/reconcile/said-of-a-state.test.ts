import { describe, expect, test } from "vitest";
import { KeelsonError } from "../../src/core/error.ts";
import { compare, comparisonExitCode } from "../../src/reconcile/compare.ts";
import { reconcileOnce } from "../../src/reconcile/reconcile-once.ts";
import { reconcileRequest } from "../../src/reconcile/request.ts";
import type { Run } from "../../src/reconcile/run.ts";
import { readSettings } from "../../src/reconcile/settings.ts";
import type { Outcome } from "../../src/status/status.ts";
import { readPlan } from "../../src/verb/reading/read-plan.ts";
import { readStatus } from "../../src/verb/reading/read-status.ts";
import { type AtHand, describeProjects } from "./at-hand.ts";
import { Arranging, states } from "./states.ts";

/** What a run or a look came to, as far as it is about the state: not that a run found nothing to do, nor how an earlier one failed. */
const said = ({ status: { reason, message, revision }, exitCode }: Outcome) => ({
  reason,
  exitCode,
  revision,
  message: reason === "InSync" ? "" : message.replace(/^Revision b failed .*, got 0\. /, ""),
});

/** The exit code of a verb that looks; what people wrote and cannot be is one too. */
const codeOf = (code: Promise<number>): Promise<number> =>
  code.catch((error: unknown) => {
    if (error instanceof KeelsonError) return error.exitCode;
    throw error;
  });

const journalOf = async ({ session }: Run) => {
  const snapshot = await session.journal.read("shop");
  return snapshot === null ? null : { ...snapshot, history: await session.journal.history("shop") };
};

/** What each verb says that moves nothing, and the journal. */
const look = (at: AtHand) =>
  at.project.with(async (run) => ({
    status: await readStatus(run),
    checked: await codeOf(compare(run).then(({ comparison }) => comparisonExitCode(comparison))),
    planned: await codeOf(readPlan(run).then(({ finding }) => finding)),
    journal: await journalOf(run),
  }));

async function reconcile(at: AtHand) {
  let stages = 0;
  const options = at.project.options({ onEvent: ({ kind }) => void (stages += kind === "stageStarted" ? 1 : 0) });
  const { target } = readSettings(options.database, options.dialect.grammar.defaultSchema);
  return { outcome: await reconcileOnce(options, reconcileRequest(target)), stages };
}

describeProjects((at) => {
  describe.each(["versioned", "declarative"] as const)("in %s mode", (mode) => {
    test.each(states.map((state) => [state.name, state] as const))("%s: every look and every run says the same", async (_, state) => {
      const arranging = new Arranging(at, mode);
      arranging.database();
      await state.arrange(arranging);

      const before = await look(at);
      const first = await reconcile(at);
      const after = await look(at);
      const { reason, exitCode, revision, message } = said(first.outcome);
      expect([reason, exitCode]).toEqual(state[mode]);
      if (first.stages > 0 || (after.journal?.history.length ?? 0) > (before.journal?.history.length ?? 0))
        expect(before.status.status.reason).toMatch(/^(Pending|Interrupted)$/);
      else expect(said(before.status)).toEqual({ reason, exitCode, revision, message });

      const [second, third] = [await reconcile(at), await reconcile(at)];
      expect([second.stages, third.stages]).toEqual([0, 0]);
      expect((await look(at)).journal).toEqual(after.journal);
      for (const outcome of [after.status, second.outcome, third.outcome])
        expect(said(outcome)).toEqual({ reason, exitCode, revision, message });

      // Whether anybody lets it run, and whether what people wrote can be, is for them alone to tell whom it stops.
      const { checked, planned } = after;
      const drifted = (after.status.status.drift?.objects.length ?? 0) > 0;
      const waits = exitCode === 0 || (exitCode === 6 && revision.pending === 0) || state.waits === "nothing" ? 0 : 2;
      expect([drifted ? 6 : waits, 3]).toContain(checked);
      expect([waits === 0 && drifted ? 6 : waits, 3]).toContain(planned);
      expect(checked === 3 || planned === 3).toBe(exitCode === 3 && reason !== "Refused");
    });
  });
});
