import { canonicalJson } from "../../../../core/canonical-json.ts";
import type { Identity } from "../../../../model/body.ts";
import { mentionsName } from "../../../../model/identifier.ts";
import { makeObjectName } from "../../../../model/naming.ts";
import { known } from "../../../../model/model.ts";
import type { SchemaObject, SchemaObjectOf } from "../../../../model/object.ts";
import type { ObjectRef } from "../../../../model/ref.ts";
import { quotedKeywords } from "../../keywords.ts";
import { pagingKey } from "../rows/fill-column.ts";
import type { Situation } from "../statement/situation.ts";
import { heirsOf } from "../table/heirs.ts";
import { canMoveConstraint } from "./move-constraints.ts";

type Column = SchemaObjectOf<"column">;
type Index = SchemaObjectOf<"index">;

/** Bytes of a table that is written anew before anybody notices. */
const small = 1 << 20;

/** The column that takes the values over, until it takes the name too. */
export const successor = ({ ref }: Column): ObjectRef & { readonly kind: "column" } => ({
  ...ref,
  kind: "column",
  name: makeObjectName(ref.name, null, "new"),
});

/**
 * Whether a column can get its type beside the application: its table is worth it and can be walked in batches, and nothing hangs on the column
 * but indexes and keys that can be built again, checks, foreign keys and statistics that can be made again, and views; no other table has it from there.
 */
export function movesBeside(before: Column, after: Column, situation: Situation): boolean {
  const table = before.ref.parent as ObjectRef;
  const { bytes = 0, partitioned = false } = situation.context.facts.table(table) ?? {};
  const plain =
    [before, after].every(({ body }) => body.generated === null) && canonicalJson(numbering(before)) === canonicalJson(numbering(after));
  return (
    plain &&
    bytes > small &&
    !partitioned &&
    !isTyped(table, situation) &&
    heirsOf(before, situation).length === 0 &&
    situation.online(table) &&
    pagingKey(table, situation) !== null &&
    !situation.model.children(table).some(mayRefuseRows) &&
    situation.model.get(successor(before)) === "absent" &&
    situation.model
      .dependants(before.ref)
      .every(
        (object) =>
          object.kind === "view" ||
          object.kind === "statistics" ||
          canMoveConstraint(object, before, after) ||
          (object.kind === "index" && canFollow(object, before.ref.name)),
      )
  );
}

/** Whether it was of a type before these changes, and may be again: its columns stand in the order of the type. */
const isTyped = (table: ObjectRef, { context }: Situation): boolean =>
  table.kind === "table" && known(context.model.get({ ...table, kind: "table" }))?.body.ofType !== undefined;

/** A check that was never asked of the rows that are there: where one does not pass, it cannot be written to. */
const mayRefuseRows = (object: SchemaObject): boolean =>
  object.kind === "check" && object.body.notValid && object.body.notEnforced !== true;

/** How it numbers itself, whatever is noted of that. */
function numbering({ body: { identity } }: Column): Omit<Identity, "comment"> | null {
  if (identity === null) return null;
  const { comment: _comment, ...rest } = identity;
  return rest;
}

/** Uses the column by no rule of its type, and in expressions only where its name can be told from the words of SQL. */
const canFollow = ({ ref, body }: Index, column: string): boolean =>
  ref.parent !== undefined &&
  body.keys.every((key) => key.column !== column || (key.opclass === null && key.collation === null)) &&
  (!isWord(column) ||
    [body.where, ...body.keys.map(({ expression }) => expression)].every((each) => !mentionsName(each?.text ?? "", column)));

/** Besides those that need quotes, words in the names of types that stand in expressions. */
const isWord = (name: string): boolean => quotedKeywords.has(name) || ["zone", "without", "varying"].includes(name);
