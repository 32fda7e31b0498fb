import type { Statement } from "../../../instruction/instruction.ts";
import { identifiersIn } from "../../../model/identifier.ts";
import type { Model } from "../../../model/model.ts";
import type { SchemaObjectOf } from "../../../model/object.ts";
import type { View } from "../object/view.ts";
import { quoteIdentifier } from "../quote.ts";
import { statement } from "./draft.ts";
import { refuse } from "./refuse.ts";

/** What makes the view of a table's old name writable; nothing for any other view. */
export function oldNameTriggers(view: View, model: Model): readonly Statement[] {
  if (view.origin.kind !== "scaffoldOf") return [];
  const table = view.origin.ref;
  const columns = columnsOf(view, model.children(table, "column") as readonly SchemaObjectOf<"column">[]).filter(
    ({ body }) => body.generated === null,
  );
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

/** Those that the old name shows; the table may have got others since. @throws InputError where one of them has another name by then: SQLite would give it to the view as well */
function columnsOf({ ref, body: { query } }: View, columns: readonly SchemaObjectOf<"column">[]): readonly SchemaObjectOf<"column">[] {
  const shown = identifiersIn(query.text.slice("SELECT ".length, query.text.lastIndexOf(" FROM "))).map(({ name }) => name);
  const missing = shown.find((name) => !columns.some((column) => column.ref.name === name));
  if (missing !== undefined)
    refuse(
      `Column ${missing} of ${ref.name} cannot change its name beside the old name of its table`,
      "Rename the column in a revision of its own, after the contract half",
      "old-name-moved",
    );
  return columns.filter((column) => shown.includes(column.ref.name));
}

/** Through a view nobody can tell a column that was left out from NULL: its default is the likelier wish. */
function inserted({ ref, body }: SchemaObjectOf<"column">): string {
  const value = `NEW.${quoteIdentifier(ref.name)}`;
  return body.default === null ? value : `coalesce(${value}, ${body.default.text})`;
}
