import type { ObjectChange } from "../change/change.ts";
import { hasErrors } from "../core/diagnostic.ts";
import { InputError } from "../core/error.ts";
import { type Answers, settleQuestions } from "../diff/answers.ts";
import { type Difference, diff } from "../diff/diff.ts";
import type { Model } from "../model/model.ts";
import type { ObjectRef } from "../model/ref.ts";
import type { Run } from "./run.ts";

/**
 * What leads from `base` to `desired`, with every question of spelling put to the server of the run.
 * `owned`: what is undeclared and may be dropped. @throws InputError for what the documents leave open (both names of a rename live)
 */
export async function ownedDifference(
  run: Run,
  desired: Model,
  base: Model,
  owned: (ref: ObjectRef) => boolean,
): Promise<Pick<Difference, "changes" | "unmanaged">> {
  const { sameName } = run.options.dialect.grammar;
  const compare = (answers: Answers): Difference => {
    const found = diff(desired, base, { owned, answers, sameName });
    refuse(found);
    return found;
  };
  return settleQuestions(compare, (questions) => run.spelling.same(questions, desired, base));
}

function refuse({ diagnostics }: Difference): void {
  if (!hasErrors(diagnostics)) return;
  throw new InputError(diagnostics[0]?.message ?? "The documents leave a rename open", { code: "invalid-documents", diagnostics });
}

/** The changes alone, where everything undeclared goes. */
export const differenceOf = async (run: Run, desired: Model, base: Model): Promise<readonly ObjectChange[]> =>
  (await ownedDifference(run, desired, base, () => true)).changes;
