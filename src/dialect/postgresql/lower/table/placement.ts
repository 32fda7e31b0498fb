import type { Statement } from "../../../../instruction/instruction.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import { viewWord } from "../../object/view.ts";
import { qualified, quoteIdentifier } from "../../quote.ts";
import { hazard, lock, statement } from "../statement/statements.ts";

type Kept = SchemaObjectOf<"table"> | SchemaObjectOf<"view">;

/** Another place or another way for the rows: all of them are written anew, where there are any. */
export function changedPlacement(before: Kept, after: Kept, rows: "holds" | "none"): readonly Statement[] {
  const hazards =
    rows === "holds"
      ? [hazard("tableRewrite", before.ref, "all its rows are written anew"), hazard("longLock", before.ref, "nobody can use it meanwhile")]
      : [];
  const word = before.kind === "table" ? "TABLE" : viewWord(before.body);
  const alter = (how: string): Statement =>
    statement(`ALTER ${word} ${qualified(after.ref)} ${how}`, {
      locks: before.kind === "table" ? [lock(before.ref, "accessExclusive")] : [],
      hazards,
    });
  return [
    ...(before.body.accessMethod === after.body.accessMethod
      ? []
      : [alter(`SET ACCESS METHOD ${quoteIdentifier(after.body.accessMethod ?? "heap")}`)]),
    ...(before.body.tablespace === after.body.tablespace
      ? []
      : [alter(`SET TABLESPACE ${quoteIdentifier(after.body.tablespace ?? "pg_default")}`)]),
  ];
}
