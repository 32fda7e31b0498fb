import { canonicalJson } from "../../../core/canonical-json.ts";
import type { HistoryEntry, JournalWrite } from "../../../port/journal.ts";
import { quoteLiteral } from "../quote.ts";

interface RecordCall {
  /** None where nothing enters the history. */
  readonly call: readonly string[];
  /** What the call does not write. */
  readonly rest: readonly JournalWrite[];
}

type WriteOf<Kind extends JournalWrite["kind"]> = Extract<JournalWrite, { readonly kind: Kind }>;

/** An entry of the history with the head that it moves and what it makes ours, as one call of the journal's own function. */
export function recordCall(writes: readonly JournalWrite[], project: string): RecordCall {
  const entries = writes.filter((write) => write.kind === "history");
  const [history] = entries;
  if (history === undefined || entries.length > 1) return { call: [], rest: writes };
  const heads = writes.find(movesOne);
  const objects = writes.find(onlyAdds);
  const arrays = (["ref", "kind", "origin"] as const).map((name) => textArray((objects?.add ?? []).map((object) => object[name])));
  const values = [
    quoteLiteral(project),
    historyValues(history.entry),
    text(heads?.remove[0] ?? null),
    text(heads?.add[0] ?? null),
    ...arrays,
  ];
  return {
    call: [`SELECT keelson.record(${values.join(", ")})`],
    rest: writes.filter((write) => write !== history && write !== heads && write !== objects),
  };
}

/** What the history holds of an entry, in the order of its columns behind the project. */
export function historyValues(entry: HistoryEntry): string {
  const { seq, kind, revision, message, parents, digest, planDigest, outcome, steps, by, startedAt, endedAt, previousHash, hash } = entry;
  const texts = [
    kind,
    revision,
    message,
    canonicalJson(parents),
    digest,
    planDigest,
    outcome,
    steps,
    by,
    startedAt,
    endedAt,
    previousHash,
    hash,
  ];
  return [seq, ...texts.map(text)].join(", ");
}

/** Text or NULL. */
export const text = (value: string | null): string => (value === null ? "NULL" : quoteLiteral(value));

const movesOne = (write: JournalWrite): write is WriteOf<"heads"> =>
  write.kind === "heads" && write.add.length === 1 && write.remove.length <= 1;
const onlyAdds = (write: JournalWrite): write is WriteOf<"objects"> => write.kind === "objects" && write.remove.length === 0;

const textArray = (values: readonly string[]): string =>
  quoteLiteral(`{${values.map((value) => `"${value.replaceAll(/["\\]/g, "\\$&")}"`).join(",")}}`);
