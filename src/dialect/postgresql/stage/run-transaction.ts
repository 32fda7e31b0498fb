import type { JournalWrite } from "../../../port/journal.ts";
import { StageError } from "../../../port/stage-error.ts";
import type { StageContext } from "../../../port/stage-runner.ts";
import type { Link } from "../connection/link.ts";
import { whileCancellable } from "./cancel.ts";
import { stageFault } from "./stage-fault.ts";
import { stageMessage, type TransactionStage } from "./stage-message.ts";

/** Runs a stage as one message. @throws StageError; whatever failed, nothing of it is left unless the fault is `ambiguous`. */
export async function runTransaction(link: Link, stage: TransactionStage, writes: readonly JournalWrite[], context: StageContext): Promise<void> {
  const { text, parts } = stageMessage(link, stage, writes, context);
  // The backend that was registered with the lease and no other: a fresh one would escape whoever takes over.
  const wire = link.current;
  const before = wire.completed;
  try {
    const completions = await whileCancellable(link, wire, context.signal, () => wire.message(text));
    const last = completions.at(-1);
    if (last?.command !== "COMMIT") throw endedOtherwise(last?.command ?? "nothing");
  } catch (error) {
    const failed = parts[wire.completed - before];
    if (wire.alive) await wire.message("ROLLBACK").catch(() => undefined);
    throw stageFault(error, { statement: failed?.written ?? null, limit: context.signal.aborted ? "none" : limitOf(text) });
  }
  for (const { severity, code, message } of wire.notices())
    if (severity === "WARNING") link.options.logger.log("warn", "server-warning", { code, message });
}

/** Only a stage with a budget carries a limit of ours that time alone may satisfy. */
const limitOf = (text: string): "ours" | "none" => (text.includes("keelson.hold_until") ? "ours" : "none");

const endedOtherwise = (command: string): StageError =>
  new StageError(`The transaction ended with ${command} where COMMIT was sent`, { code: "commit-refused", disposition: "terminal" });
