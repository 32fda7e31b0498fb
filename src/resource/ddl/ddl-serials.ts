import { splitQualifiedName } from "../../model/identifier.ts";
import type { EntryContext } from "../../model/entry/entry-context.ts";
import { makeObjectName } from "../../model/naming.ts";
import { type DdlEntry, listOf, relationKey } from "./ddl-entry.ts";

const nextval = /^(?:pg_catalog\.)?nextval\('((?:[^']|'')+)'::(?:pg_catalog\.)?regclass\)$/i;

/**
 * What `serial` stands for, written out as a sequence, its owner and a default, is taken for `serial` again: as the catalogue is read.
 * Gives the sequences that columns bring along.
 */
export function foldSerials(entries: Map<string, DdlEntry>, context: EntryContext): ReadonlySet<string> {
  const implied = new Set<string>();
  for (const { section, fields } of [...entries.values()]) {
    // What a partition has from its table is no column of its own.
    if (section !== "tables" || fields["partitionOf"] !== undefined) continue;
    const [schema, table] = [String(fields["schema"]), String(fields["name"])];
    fields["columns"] &&= listOf(fields["columns"]).map((column) => {
      const usual = makeObjectName(table, String(column["name"]), "seq");
      const key = relationKey({ schema, name: usual }, context);
      if (column["identity"] !== undefined) {
        implied.add(key);
        return withoutUsualName(column, usual);
      }
      const found = entries.get(key);
      if (found?.section !== "sequences" || !isBehind(found.fields, column, { schema, table, usual }, context)) return column;
      entries.delete(key);
      implied.add(key);
      const { default: _default, nullable: _nullable, ...rest } = column;
      const { name: _name, schema: _schema, type: _type, ownedBy: _owner, ...sequence } = found.fields;
      return {
        ...rest,
        identity: "serial",
        ...(column["nullable"] === false ? {} : { nullable: true }),
        ...(Object.keys(sequence).length > 0 && { sequence }),
      };
    });
  }
  return implied;
}

interface Place {
  readonly schema: string;
  readonly table: string;
  readonly usual: string;
}

/** To the letter what `serial` makes: in the same schema, of the column's own type, owned by it, and its default. */
function isBehind(
  sequence: DdlEntry["fields"],
  column: Readonly<Record<string, unknown>>,
  { schema, table, usual }: Place,
  { grammar, defaultSchema }: EntryContext,
): boolean {
  const owner = String(sequence["ownedBy"] ?? "");
  const of = `${table}.${String(column["name"])}`;
  const named = splitQualifiedName((nextval.exec(String(column["default"] ?? ""))?.[1] ?? "").replaceAll("''", "'")) ?? [];
  const isCalled = named.at(-1) === usual && (named.length === 1 ? schema === defaultSchema : named[0] === schema);
  const spelled = (type: unknown): string => grammar.canonicalType(String(type), () => undefined);
  return isCalled && (owner === `${schema}.${of}` || owner === of) && spelled(sequence["type"] ?? "bigint") === spelled(column["type"]);
}

/** A name that an identity's sequence has anyhow says nothing; any other is told when the column is read. */
function withoutUsualName(column: Readonly<Record<string, unknown>>, usual: string): Readonly<Record<string, unknown>> {
  const { name, ...sequence } = (column["sequence"] ?? {}) as Readonly<Record<string, unknown>>;
  if (name !== usual) return column;
  const { sequence: _sequence, ...rest } = column;
  return Object.keys(sequence).length === 0 ? rest : { ...rest, sequence };
}
