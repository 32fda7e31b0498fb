import { known } from "../../../../model/model.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import type { ObjectRef } from "../../../../model/ref.ts";
import type { Situation } from "../statement/situation.ts";

type Column = SchemaObjectOf<"column">;
type Table = SchemaObjectOf<"table">;

/** The columns as CREATE TABLE takes them: before 16 a table that inherits must not say again how a column is generated. */
export function withoutInheritedGeneration(table: Table, columns: readonly Column[], situation: Situation): readonly Column[] {
  if (table.body.inherits === undefined || situation.context.facts.serverVersion >= 160_000) return columns;
  return columns.map((column) =>
    column.body.generated !== null && isGenerated(table, column.ref.name, situation)
      ? { ...column, body: { ...column.body, generated: null } }
      : column,
  );
}

/** Whether one of those that the table inherits from generates the column, or has it from one that does. */
function isGenerated({ body: { inherits = [] } }: Table, name: string, situation: Situation): boolean {
  return inherits.some((parent: ObjectRef) => {
    const column = known(situation.model.get({ kind: "column", parent, name }));
    const table = known(situation.model.get({ ...parent, kind: "table" }));
    return column === undefined ? table !== undefined && isGenerated(table, name, situation) : column.body.generated !== null;
  });
}
