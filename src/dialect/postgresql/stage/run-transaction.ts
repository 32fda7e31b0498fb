import type { Instruction } from "../../../instruction/instruction.ts";
import type { JournalWrite } from "../../../port/journal.ts";
import { StageError } from "../../../port/stage-error.ts";
import type { StageContext } from "../../../port/stage-runner.ts";
import type { Link } from "../connection/link.ts";
import { codeOf } from "../connection/connect-fault.ts";
import { pinSession } from "../connection/pinned-settings.ts";
import type { Wire } from "../connection/wire.ts";
import { describeBlockers } from "./blockers.ts";
import { whileCancellable } from "./cancel.ts";
import { strongestLocks } from "./lock-phase.ts";
import { pointedAt } from "./pointed-at.ts";
import { readSecrets, unreadSecrets } from "./read-secrets.ts";
import { stageFault } from "./stage-fault.ts";
import { stageMessage, stageSettings, type TransactionStage } from "./stage-message.ts";
import { hideSecrets, withoutSecrets } from "./without-secrets.ts";

/** Runs a stage as one message. @throws StageError; whatever failed, nothing of it is left unless the fault is `ambiguous`. */
export async function runTransaction(
  link: Link,
  stage: TransactionStage,
  writes: readonly JournalWrite[],
  context: StageContext,
): Promise<void> {
  const unread = unreadSecrets(stage.instructions, link);
  // Those of a plan have been read before: stages that are sent together keep their order.
  if (unread.length > 0) await readSecrets(link, unread);
  const { text, parts } = stageMessage(link, stage, writes, context);
  // The backend that was registered with the lease and no other: a fresh one would escape whoever takes over.
  const wire = link.current;
  try {
    const completions = await whileCancellable(link, wire, context.signal, async () => {
      await settle(link, wire, context);
      return wire.message(text);
    });
    const last = completions.at(-1);
    if (last?.command !== "COMMIT") throw endedOtherwise(last?.command ?? "nothing");
  } catch (error) {
    const pointed = pointedAt(error, { text, parts });
    const failed = pointed?.part ?? parts[wire.completedBefore(error)];
    // In a transaction that the message before has left failed: that one rolls it back.
    if (wire.alive && codeOf(error) !== "25P02") await wire.message("ROLLBACK").catch(() => undefined);
    const limit = context.signal.aborted ? "none" : (failed?.limit ?? "none");
    const waited = limit === "lock" || codeOf(error) === "55P03";
    const blockers = waited
      ? await describeBlockers(
          wire,
          strongestLocks(stage.instructions).map(([table]) => table),
        )
      : [];
    throw stageFault(withoutSecrets(error, link.secrets, failed?.written ?? null), {
      statement: failed?.written ?? null,
      offset: pointed?.offset,
      limit,
      timeout: failed?.timeout,
      blockers,
    });
  }
  if (stage.instructions.some(isOpaque)) wire.pinned = null;
  for (const { severity, code, message } of wire.notices())
    if (severity === "WARNING") link.options.logger.log("warn", "server-warning", { code, message: hideSecrets(message, link.secrets) });
}

/** The settings are the session's, made by the first stage that needs them: a thousand revisions make them once. Behind a pooler they stand in the message itself. */
async function settle(link: Link, wire: Wire, context: StageContext): Promise<void> {
  const settings = stageSettings(link, context);
  if (link.server.pooled) return;
  const key = JSON.stringify(settings);
  // Those that are sent together wait for the same answer, and go on in their order.
  if (wire.pinned?.key !== key) wire.pinned = { key, made: wire.message(pinSession(wire.pid, settings)) };
  await wire.pinned.made.catch((error: unknown) => {
    wire.pinned = null;
    throw error;
  });
}

/** What people wrote may have changed a setting of the session. */
const isOpaque = ({ effects }: Instruction): boolean => effects.some(({ kind }) => kind === "opaque");

const endedOtherwise = (command: string): StageError =>
  new StageError(`The transaction ended with ${command} where COMMIT was sent`, {
    code: "commit-refused",
    remedy: "See what in the step ends the transaction",
    disposition: "terminal",
  });
