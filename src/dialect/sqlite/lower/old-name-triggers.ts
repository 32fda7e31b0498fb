import type { Statement } from "../../../instruction/instruction.ts";
import type { Model } from "../../../model/model.ts";
import type { SchemaObjectOf } from "../../../model/object.ts";
import type { View } from "../object/view.ts";
import { quoteIdentifier } from "../quote.ts";
import { statement } from "./draft.ts";

/** What makes the view of a table's old name writable; nothing for any other view. */
export function oldNameTriggers(view: View, model: Model): readonly Statement[] {
  if (view.origin.kind !== "scaffoldOf") return [];
  const table = view.origin.ref;
  const columns = (model.children(table, "column") as readonly SchemaObjectOf<"column">[]).filter(({ body }) => body.generated === null);
  const [key] = model.children(table, "primaryKey") as readonly SchemaObjectOf<"primaryKey">[];
  const name = quoteIdentifier(table.name);
  const row = (key?.body.columns ?? []).map((column) => `${quoteIdentifier(column)} IS OLD.${quoteIdentifier(column)}`).join(" AND ");
  const set = columns.map(({ ref }) => `${quoteIdentifier(ref.name)} = NEW.${quoteIdentifier(ref.name)}`).join(", ");
  const names = columns.map(({ ref }) => quoteIdentifier(ref.name)).join(", ");
  const trigger = (event: string, body: string): Statement =>
    statement(
      `CREATE TRIGGER ${quoteIdentifier(`${view.ref.name}_old_name_${event.toLowerCase()}`)} INSTEAD OF ${event} ON ${quoteIdentifier(view.ref.name)} BEGIN ${body}; END`,
      null,
    );
  return [
    trigger("INSERT", `INSERT INTO ${name} (${names}) VALUES (${columns.map(inserted).join(", ")})`),
    trigger("UPDATE", `UPDATE ${name} SET ${set} WHERE ${row}`),
    trigger("DELETE", `DELETE FROM ${name} WHERE ${row}`),
  ];
}

/** Through a view nobody can tell a column that was left out from NULL: its default is the likelier wish. */
function inserted({ ref, body }: SchemaObjectOf<"column">): string {
  const value = `NEW.${quoteIdentifier(ref.name)}`;
  return body.default === null ? value : `coalesce(${value}, ${body.default.text})`;
}
