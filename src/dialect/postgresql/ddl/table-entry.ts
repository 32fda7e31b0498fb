import type { CreateStmt, PartitionBoundSpec, PartitionSpec } from "libpg-query";
import type { ColumnEntry } from "../../../model/kind/column.shape.ts";
import type { TableEntry } from "../../../model/kind/table.shape.ts";
import { typeText } from "../definition/nodes.ts";
import { columnEntry } from "./column-entry.ts";
import { keyOf } from "./index-entry.ts";
import type { StatementText } from "./statement-text.ts";
import { type Constraints, constraintOf, merged, none, said } from "./table-constraint.ts";
import { optionsOf, placed } from "./values.ts";

/** What makes a table; a text says what of it a document has no words for. */
export function tableEntry(statement: CreateStmt, text: StatementText): TableEntry | string {
  const { relation, tableElts, inhRelations, partbound, partspec, ofTypename, options, oncommit, tablespacename, accessMethod } = statement;
  if (relation?.relpersistence === "t" || (oncommit !== undefined && oncommit !== "ONCOMMIT_NOOP")) return "a temporary table";
  const columns: ColumnEntry[] = [];
  const constraints: Constraints[] = [none()];
  for (const element of tableElts ?? []) {
    if ("ColumnDef" in element) {
      const read = columnEntry(element.ColumnDef, text);
      columns.push(read.column);
      constraints.push(read.constraints);
    } else if (!("Constraint" in element && element.Constraint.contype === "CONSTR_NOTNULL")) {
      const read = "Constraint" in element ? constraintOf(element.Constraint, text) : undefined;
      if (read === undefined) return "TableLikeClause" in element ? "CREATE TABLE … LIKE" : "this constraint of a table";
      constraints.push(read);
    }
  }
  const parents = (inhRelations ?? []).flatMap((parent) => ("RangeVar" in parent ? parent.RangeVar : []));
  const [parent] = parents;
  const storage = optionsOf(options);
  return {
    ...placed(relation),
    columns,
    ...said(merged(constraints)),
    ...(ofTypename !== undefined && { ofType: typeText(ofTypename) ?? "" }),
    ...(relation?.relpersistence === "u" && { unlogged: true }),
    ...(tablespacename !== undefined && { tablespace: tablespacename }),
    ...(accessMethod !== undefined && accessMethod !== "heap" && { accessMethod }),
    ...(storage !== undefined && { options: storage }),
    ...(partspec !== undefined && { partitionBy: partitionBy(partspec, text) }),
    ...(partbound !== undefined && parent !== undefined
      ? { partitionOf: partitionOf(parent, boundsAt(partbound, text)) }
      : parents.length > 0 && {
          inherits: parents.map(({ schemaname, relname = "" }) =>
            schemaname === undefined ? relname : { table: relname, schema: schemaname },
          ),
        }),
  };
}

export function partitionOf(table: Parameters<typeof placed>[0], bounds: string): NonNullable<TableEntry["partitionOf"]> {
  const { name, ...schema } = placed(table);
  return { table: name, ...schema, bounds };
}

/** `FOR VALUES …` or `DEFAULT`, as far as it goes. */
export function boundsAt({ is_default, location }: PartitionBoundSpec, text: StatementText): string {
  if (is_default === true) return "DEFAULT";
  const start = text.find(0, text.tokens.length, "FOR");
  const from = location === undefined ? start + 2 : Math.max(start + 2, text.at(location));
  return text.text(from, text.find(from, text.tokens.length, "PARTITION", "USING", "TABLESPACE", "SERVER", ";"));
}

const methods = { PARTITION_STRATEGY_LIST: "list", PARTITION_STRATEGY_RANGE: "range", PARTITION_STRATEGY_HASH: "hash" } as const;

function partitionBy({ strategy, partParams, location }: PartitionSpec, text: StatementText): NonNullable<TableEntry["partitionBy"]> {
  const method = methods[strategy ?? "PARTITION_STRATEGY_RANGE"];
  const from = text.at(location);
  const items = text.items(from);
  const elements = (partParams ?? []).flatMap((node) => ("PartitionElem" in node ? node.PartitionElem : []));
  const keys = elements.map((element, at) => keyOf(element, items[at]?.[0] ?? from, items[at]?.[1] ?? from, text));
  if (keys.every((key) => Object.keys(key).length === 1 && key.column !== undefined))
    return { method, columns: keys.flatMap(({ column }) => column ?? []) };
  return { method, keys: keys.map(({ order: _order, nulls: _nulls, ...key }) => key) };
}
