import { every, judgeStatic, negate, some, type Verdict } from "../model/entry/static-when.ts";
import type { When } from "../model/kind/when.shape.ts";
import type { Model } from "../model/model.ts";
import type { EntrySettings } from "../model/entry/entry-context.ts";
import { judgePresence } from "./judge-presence.ts";

/** Answers a query of a `when`; `unknown` where there is no database to ask, or it is not yet in that state. */
export type LiveAnswers = (query: string, expect: string) => Verdict;

/** Judges a condition: by the Database document, by the model as it is at this point, and by the database where it is to be asked. */
export const judgeWhen = (when: When, model: Model, settings: EntrySettings, ask: LiveAnswers): Verdict =>
  judgeBy(when, settings, ({ exists, missing, query, expect }) => [
    ...(exists === undefined ? [] : [judgePresence(exists, model, settings)]),
    ...(missing === undefined ? [] : [negate(judgePresence(missing, model, settings))]),
    ...(query === undefined ? [] : [ask(query, String(expect ?? ""))]),
  ]);

/** Judges it by the Database document alone: `unknown` where the rest decides. */
export const judgeUnseen = (when: When, settings: EntrySettings): Verdict =>
  judgeBy(when, settings, ({ exists, missing, query }) =>
    [exists, missing, query].flatMap((asked) => (asked === undefined ? [] : ["unknown" as const])),
  );

type Live = Pick<When, "exists" | "missing" | "query" | "expect">;

function judgeBy(when: When, settings: EntrySettings, judgeLive: (live: Live) => readonly Verdict[]): Verdict {
  const judge = (inner: When): Verdict => judgeBy(inner, settings, judgeLive);
  const { all, any, not, exists: _exists, missing: _missing, query: _query, expect: _expect, ...statics } = when;
  return every([
    judgeStatic(statics, settings),
    ...judgeLive(when),
    ...(all ?? []).map(judge),
    ...(any === undefined ? [] : [some(any.map(judge))]),
    ...(not === undefined ? [] : [negate(judge(not))]),
  ]);
}
