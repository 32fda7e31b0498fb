import type { When } from "../model/kind/when.shape.ts";
import type { RevisionResource } from "../resource/resource.ts";
import type { LiveAnswers } from "../revision/judge-when.ts";
import { searchPathOf } from "./planning-context.ts";
import type { Run } from "./run.ts";

/** Nobody can be asked: the database is not yet in the state that the conditions are about. */
export const nobodyKnows: LiveAnswers = () => "unknown";

/** Puts the queries of a revision's conditions to the database as it is now. Read-only. */
export async function askLive({ session, settings, options }: Run, revision: RevisionResource): Promise<LiveAnswers> {
  const answers = new Map<string, string | null>();
  const context = { searchPath: searchPathOf(settings), signal: options.signal };
  for (const query of new Set(conditionsOf(revision).flatMap(queriesOf)))
    answers.set(query, await session.stages.probe({ sql: query }, context));
  return (query, expect) => {
    const answer = answers.get(query);
    return answer === undefined ? "unknown" : answer === expect ? "yes" : "no";
  };
}

const conditionsOf = ({ when, upgrade, downgrade = [] }: RevisionResource): readonly When[] =>
  [when, ...[...upgrade, ...downgrade].flatMap((step) => [step.when, ...(step.downgrade ?? []).map((down) => down.when)])].filter(
    (each) => each !== undefined,
  );

const queriesOf = ({ query, all = [], any = [], not }: When): readonly string[] => [
  ...(query === undefined ? [] : [query]),
  ...[...all, ...any, ...(not === undefined ? [] : [not])].flatMap(queriesOf),
];
