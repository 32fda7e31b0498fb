import type { ObjectChange } from "../change/change.ts";
import { type ChangeDescription, changeLine, describeChange } from "../change/describe.ts";
import { modelOf } from "../reconcile/model-of.ts";
import { differenceOf } from "../reconcile/difference.ts";
import type { VerbContext } from "./context.ts";
import { openProject, type Project } from "./open-project.ts";
import type { VerbOptions } from "./options.ts";
import { withRun } from "./run-options.ts";

export interface DiffOptions extends VerbOptions {
  /** `desired`, `live`, or a revision target. */
  readonly from: string;
  readonly to: string;
}

export interface DiffResult {
  readonly changes: readonly ChangeDescription[];
  readonly text: string;
}

/** What leads from one state to the other; changes nothing. */
export async function diff(context: VerbContext, options: DiffOptions): Promise<DiffResult> {
  const project = await openProject(context, options);
  return withRun(project, async (run) => {
    const difference = await differenceOf(run, await modelOf(run, options.to), await modelOf(run, options.from));
    const changes = difference.filter((change) => !isCommonNamespace(change, project));
    return {
      changes: changes.map(describeChange),
      text: changes.length === 0 ? `${options.from} and ${options.to} are the same.` : changes.map(changeLine).join("\n"),
    };
  });
}

/** The namespace that names without one live in: every database has it, no revision makes it. */
const isCommonNamespace = ({ before, after }: ObjectChange, { dialect }: Project): boolean => {
  const ref = (after ?? before)?.ref;
  return ref?.kind === "schema" && ref.name === dialect.grammar.defaultSchema;
};
