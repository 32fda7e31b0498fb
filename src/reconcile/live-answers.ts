import { withStatement } from "../execute/statement-excerpt.ts";
import type { When } from "../model/kind/when.shape.ts";
import { StageError } from "../port/stage-error.ts";
import type { FieldPath } from "../resource/path.ts";
import { placeIn } from "../resource/position-of.ts";
import type { RevisionResource, RevisionStep } from "../resource/resource.ts";
import type { LiveAnswers } from "../revision/judge-when.ts";
import { searchPathOf } from "./planning-context.ts";
import type { Run } from "./run.ts";

/** Nobody can be asked: the database is not yet in the state that the conditions are about. */
export const nobodyKnows: LiveAnswers = () => "unknown";

/** Puts the queries of a revision's conditions to the database as it is now. Read-only. @throws StageError with the place of the one that it cannot answer */
export async function askLive({ session, settings, options }: Run, revision: RevisionResource): Promise<LiveAnswers> {
  const answers = new Map<string, string | null>();
  const context = { searchPath: searchPathOf(settings), signal: options.signal };
  for (const asked of conditionsOf(revision).flatMap(queriesOf)) {
    const { query } = asked;
    if (answers.has(query)) continue;
    const answer = session.stages.probe({ sql: query }, context);
    answers.set(
      query,
      await answer.catch((error: unknown) => {
        throw withPlace(error, revision, asked);
      }),
    );
  }
  return (query, expect) => {
    const answer = answers.get(query);
    return answer === undefined ? "unknown" : answer === expect ? "yes" : "no";
  };
}

interface Condition {
  readonly when: When;
  readonly path: FieldPath;
}

interface Asked {
  readonly query: string;
  readonly path: FieldPath;
}

const conditionsOf = ({ when, upgrade, downgrade = [] }: RevisionResource): readonly Condition[] => [
  ...conditionAt(when, ["spec"]),
  ...upgrade.flatMap((step) => conditionsOfStep(step, ["spec", "upgrade", step.index])),
  ...downgrade.flatMap((step) => conditionsOfStep(step, ["spec", "downgrade", step.index])),
];

const conditionsOfStep = ({ when, downgrade = [] }: RevisionStep, path: FieldPath): readonly Condition[] => [
  ...conditionAt(when, path),
  ...downgrade.flatMap((down) => conditionAt(down.when, [...path, "downgrade", down.index])),
];

const conditionAt = (when: When | undefined, path: FieldPath): readonly Condition[] =>
  when === undefined ? [] : [{ when, path: [...path, "when"] }];

const queriesOf = ({ when: { query, all = [], any = [], not }, path }: Condition): readonly Asked[] => [
  ...(query === undefined ? [] : [{ query, path: [...path, "query"] }]),
  ...all.flatMap((when, at) => queriesOf({ when, path: [...path, "all", at] })),
  ...any.flatMap((when, at) => queriesOf({ when, path: [...path, "any", at] })),
  ...(not === undefined ? [] : queriesOf({ when: not, path: [...path, "not"] })),
];

function withPlace(error: unknown, revision: RevisionResource, { query, path }: Asked): unknown {
  if (!(error instanceof StageError)) return error;
  const { offset } = error;
  const position = placeIn(revision, path, offset === null ? undefined : { text: query, offset });
  const diagnostics = withStatement(error.diagnostics, { statement: query, offset }).map((each) => ({ ...each, position }));
  return new StageError(error.message, { ...error.traits, diagnostics });
}
