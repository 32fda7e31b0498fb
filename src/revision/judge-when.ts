import { every, judgeStatic, negate, some, type Verdict } from "../model/entry/static-when.ts";
import type { When } from "../model/kind/when.shape.ts";
import type { Model } from "../model/model.ts";
import type { EntrySettings } from "../model/entry/entry-context.ts";
import { judgePresence } from "./judge-presence.ts";

/** Answers a query of a `when`; `unknown` where there is no database to ask, or it is not yet in that state. */
export type LiveAnswers = (query: string, expect: string) => Verdict;

/** Judges a condition: by the Database document, by the model as it is at this point, and by the database where it is to be asked. */
export function judgeWhen(when: When, model: Model, settings: EntrySettings, ask: LiveAnswers): Verdict {
  const judge = (inner: When): Verdict => judgeWhen(inner, model, settings, ask);
  const { all, any, not, exists, missing, query, expect, ...statics } = when;
  return every([
    judgeStatic(statics, settings),
    ...(exists === undefined ? [] : [judgePresence(exists, model, settings)]),
    ...(missing === undefined ? [] : [negate(judgePresence(missing, model, settings))]),
    ...(query === undefined ? [] : [ask(query, String(expect ?? ""))]),
    ...(all ?? []).map(judge),
    ...(any === undefined ? [] : [some(any.map(judge))]),
    ...(not === undefined ? [] : [negate(judge(not))]),
  ]);
}
