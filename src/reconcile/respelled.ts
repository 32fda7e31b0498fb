import { asSaidOf } from "../model/brought-column.ts";
import { compareObjects } from "../model/compare-objects.ts";
import { stale } from "../model/mentions.ts";
import { known, type Model } from "../model/model.ts";
import type { SchemaObject } from "../model/object.ts";
import type { Question } from "../model/question.ts";
import { SchemaModel } from "../model/schema-model.ts";
import type { Session } from "../port/session.ts";
import { version } from "../version.ts";
import type { Run } from "./run.ts";

/** Who spells what is read of a database: servers of another version print the same view otherwise, and so may another keelson. */
export const spellerOf = ({ server }: Pick<Session, "server">): string => `keelson ${version}, server ${server.version}`;

interface Asked {
  readonly object: SchemaObject;
  readonly live: SchemaObject;
  readonly questions: readonly Question[];
}

interface Beside {
  readonly live: Model;
  /** Which of what is expected may be spelled otherwise. */
  readonly among: Iterable<SchemaObject>;
}

/** An expectation with what is only spelled otherwise as it is spelled now: nobody touched that. */
export async function respelled(run: Pick<Run, "spelling">, expected: SchemaModel, { live, among }: Beside): Promise<SchemaModel> {
  const asked = [...among].flatMap((object) => askedOf(object, live));
  if (asked.length === 0) return expected;
  const said = await run.spelling.same(
    asked.flatMap(({ questions }) => questions),
    SchemaModel.from(live),
    live,
  );
  let next = 0;
  let result = expected;
  for (const { object, live: now, questions } of asked) {
    const answers = said.slice(next, (next += questions.length));
    if (answers.every((same) => same)) result = result.with({ ...object, body: now.body } as SchemaObject);
  }
  return result;
}

function askedOf(object: SchemaObject, live: Model): readonly Asked[] {
  const now = known(live.get(object.ref));
  if (now === undefined) return [];
  const { differing, questions } = compareObjects(stale(object), asSaidOf(object, now, live));
  return differing.length > 0 || questions.length === 0 ? [] : [{ object, live: now, questions }];
}
