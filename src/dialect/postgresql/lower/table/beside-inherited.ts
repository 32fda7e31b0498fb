import type { ColumnTuning } from "../../../../model/body.ts";
import { written } from "../../../../model/expression.ts";
import { known } from "../../../../model/model.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import type { Situation } from "../statement/situation.ts";

type Column = SchemaObjectOf<"column">;
type Table = SchemaObjectOf<"table">;

const none = written("NULL");

/**
 * The columns as CREATE TABLE takes them beside those that the table inherits. It gives a column that says no default that of the one above,
 * and before 16 it must not say again how a column is generated.
 */
export function besideInherited(table: Table, columns: readonly Column[], situation: Situation): readonly Column[] {
  if (table.body.inherits === undefined) return columns;
  return columns.map((column) => {
    const above = columnsAbove(table, column.ref.name, situation);
    if (above.length === 0) return column;
    const { generated, identity } = column.body;
    if (generated !== null)
      return situation.context.facts.serverVersion < 160_000 && above.some(({ body }) => body.generated !== null)
        ? { ...column, body: { ...column.body, generated: null } }
        : column;
    return column.body.default === null && identity === null && above.some(hasDefault)
      ? { ...column, body: { ...column.body, default: none } }
      : column;
  });
}

/** How values of a column are stored that says nothing of it: as those of the one above. */
export function inheritedTuning(table: Table, column: Column, situation: Situation): ColumnTuning {
  const [above] = table.body.inherits === undefined ? [] : columnsAbove(table, column.ref.name, situation);
  const { storage, compression } = above?.body.tuning ?? {};
  return { ...(storage !== undefined && { storage }), ...(compression !== undefined && { compression }) };
}

const hasDefault = ({ body }: Column): boolean => body.default !== null || body.identity?.mode === "serial";

/** The columns of that name in the tables that it inherits from: what one of them has from above itself stands there. */
const columnsAbove = ({ body: { inherits = [] } }: Table, name: string, situation: Situation): readonly Column[] =>
  inherits.flatMap((parent) => {
    const column = known(situation.model.get({ kind: "column", parent, name }));
    if (column !== undefined) return [column];
    const table = known(situation.model.get({ ...parent, kind: "table" }));
    return table === undefined ? [] : columnsAbove(table, name, situation);
  });
