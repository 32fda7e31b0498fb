import type { ObjectChange } from "../change/change.ts";
import { type ChangeDescription, changeLine, describeChange } from "../change/describe.ts";
import { differenceOf } from "../reconcile/difference.ts";
import { at, type ComparedState, describeState, modelOfState, readState } from "./compared-state.ts";
import type { VerbContext } from "./project/context.ts";
import { openProject, type Project } from "./project/open-project.ts";
import type { VerbOptions } from "./project/options.ts";
import { withRun } from "./project/run-options.ts";

export interface DiffOptions extends VerbOptions {
  /** `desired`, `live`, a revision target, a URL, or a directory of documents. */
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
  const [from, to] = [readState(options.from, project), readState(options.to, project)];
  return withRun(judge(project, from, to), async (run) => {
    const difference = await differenceOf(run, await modelOfState(to, project, run), await modelOfState(from, project, run));
    const changes = difference.filter((change) => !isCommonNamespace(change, project));
    return {
      changes: changes.map(describeChange),
      text:
        changes.length === 0
          ? `${await describeState(from, project)} and ${await describeState(to, project)} are the same.`
          : changes.map(changeLine).join("\n"),
    };
  });
}

/** Whose server tells where only the spelling differs: the project's own, or where neither side needs that, one that is compared. */
function judge(project: Project, from: ComparedState, to: ComparedState): Project {
  const other = [to, from].find((state) => state.kind === "database");
  return other === undefined || from.kind === "own" || to.kind === "own" ? project : at(project, other.url);
}

/** The namespace that names without one live in: every database has it, no revision makes it. */
const isCommonNamespace = ({ before, after }: ObjectChange, { dialect }: Project): boolean => {
  const ref = (after ?? before)?.ref;
  return ref?.kind === "schema" && ref.name === dialect.grammar.defaultSchema;
};
