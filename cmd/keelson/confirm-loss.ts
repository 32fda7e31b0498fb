import { GatedError } from "../../src/core/error.ts";
import type { Invocation } from "./command.ts";
import { isSet } from "./verb-options.ts";

/** Asks before everything goes. @throws GatedError where the answer is no, or nobody can answer and --yes is not given. */
export async function confirmLoss({ terminal, flags }: Invocation, question: string): Promise<void> {
  if (isSet(flags, "yes")) return;
  if (terminal.interactive) {
    if (await terminal.confirm(question)) return;
    throw gated("nothing was changed", "Answer y to go on");
  }
  throw gated("this asks first, and nobody is there to answer", "Give --yes");
}

const gated = (message: string, remedy: string): GatedError => new GatedError(message, { code: "not-confirmed", remedy });
