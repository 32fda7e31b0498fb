import { canonicalJson } from "../core/canonical-json.ts";
import { grantsOf } from "../model/access.ts";
import { sortedGrants } from "../model/grant.ts";
import { describeKind } from "../model/kind/kinds.ts";
import { describeRef, sameRef } from "../model/ref.ts";
import { labelSteps } from "../model/security-label.ts";
import type { Change, DataStep, ObjectAction, ObjectChange } from "./change.ts";
import { subject } from "./change.ts";
import { stepsTitle } from "./steps-title.ts";

/** What a change is, in a few words for tables, JSON and messages. */
export interface ChangeDescription {
  /** Kind of the object, the data step's name, or `sql`. */
  readonly kind: string;
  readonly name: string;
  readonly action: ObjectAction | "data" | "sql";
  /** The name before, of what is renamed. */
  readonly from?: string;
}

export function actionOf({ before, after }: ObjectChange): ObjectAction {
  if (before === null) return "create";
  if (after === null) return "drop";
  return sameRef(before.ref, after.ref) ? "alter" : "rename";
}

export function describeChange(change: Change): ChangeDescription {
  switch (change.kind) {
    case "object":
      return { kind: subject(change).kind, name: describeRef(subject(change)), action: actionOf(change), ...formerName(change) };
    case "data":
      return {
        kind: change.data.step,
        name: change.data.step === "assert" ? change.data.message : describeRef(change.data.table),
        action: "data",
      };
    case "opaque":
      return { kind: "sql", name: firstLine(change.sql), action: "sql" };
  }
}

const formerName = (change: ObjectChange): Pick<ChangeDescription, "from"> =>
  actionOf(change) === "rename" && change.before !== null ? { from: describeRef(change.before.ref) } : {};

/** One line for people: `rename column public.users.mail to email`, `alter column public.users.age (nullable)`. */
export function changeLine(change: Change): string {
  switch (change.kind) {
    case "object":
      return objectLine(change);
    case "data":
      return dataLine(change.data);
    case "opaque":
      return `run ${firstLine(change.sql)}`;
  }
}

function objectLine(change: ObjectChange): string {
  const { before, after } = change;
  const title = describeKind(subject(change).kind).title;
  if (before === null || after === null) return `${actionOf(change)} ${title} ${describeRef(subject(change))}`;
  const fields = changedFields(change);
  const also = fields.length === 0 ? "" : ` (${fields.join(", ")})`;
  return sameRef(before.ref, after.ref)
    ? `alter ${title} ${describeRef(after.ref)}${also}`
    : `rename ${title} ${describeRef(before.ref)} to ${after.ref.name}${also}`;
}

/** The fields and attributes that differ between the two sides. */
export function changedFields({ before, after }: ObjectChange): readonly string[] {
  if (before === null || after === null) return [];
  const [old, next] = [before.body as Readonly<Record<string, unknown>>, after.body as Readonly<Record<string, unknown>>];
  const fields = Object.keys({ ...old, ...next }).filter((field) => canonicalJson(old[field]) !== canonicalJson(next[field]));
  if ((before.comment || null) !== (after.comment || null)) fields.push("comment");
  if (before.owner !== after.owner) fields.push("owner");
  if (canonicalJson(sortedGrants(grantsOf(before))) !== canonicalJson(sortedGrants(grantsOf(after)))) fields.push("grants");
  if (canonicalJson(sortedGrants(before.sequenceGrants ?? [])) !== canonicalJson(sortedGrants(after.sequenceGrants ?? [])))
    fields.push("sequenceGrants");
  if (labelSteps(before.securityLabels ?? {}, after.securityLabels ?? {}).length > 0) fields.push("securityLabels");
  return fields;
}

function dataLine(data: DataStep): string {
  switch (data.step) {
    case "insertRows":
      return `insert ${rows(data.rows.count)} into ${describeRef(data.table)}`;
    case "upsertRows":
      return `insert or update ${rows(data.rows.count)} in ${describeRef(data.table)}`;
    case "updateRows":
      return `update rows of ${describeRef(data.table)}${only(data.where)}`;
    case "deleteRows":
      return `delete rows of ${describeRef(data.table)}${only(data.where)}`;
    case "copyRows":
      return `copy rows into ${describeRef(data.table)}`;
    case "backfill":
      return `backfill ${Object.keys(data.set).join(", ")} of ${describeRef(data.table)}${only(data.where)}`;
    case "deleteInserted":
      return `delete from ${describeRef(data.table)} the rows that ${stepsTitle([data.of.step])} of ${data.of.revision} inserted`;
    case "assert":
      return `assert ${data.message}`;
  }
}

const rows = (count: number): string => (count === 1 ? "1 row" : `${count} rows`);
const only = (where: string | null): string => (where === null ? "" : ` where ${where}`);
const firstLine = (sql: string): string => {
  const line = sql.trim().split("\n", 1)[0] ?? "";
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
};
