import type { Node } from "libpg-query";

/** A parse node as plain data: its kind and its fields. */
interface Parsed {
  readonly kind: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

const parsed = (node: Node): Parsed => {
  const [[kind, fields] = ["", {}]] = Object.entries(node);
  return { kind, fields: fields as Record<string, unknown> };
};

type Rule = (fields: Readonly<Record<string, unknown>>) => boolean;
const always: Rule = () => true;

const options = (fields: Readonly<Record<string, unknown>>, list: string): ReadonlyMap<string, unknown> =>
  new Map(items(fields[list]).map((item) => [String(item.fields.defname), item.fields.arg]));

const items = (list: unknown): readonly Parsed[] => (Array.isArray(list) ? (list as Node[]).map(parsed) : []);

const commands = (fields: Readonly<Record<string, unknown>>): readonly Parsed[] => items(fields.cmds);

/** What PostgreSQL refuses to run inside a transaction block. */
const outsideTransaction: Readonly<Record<string, Rule>> = {
  IndexStmt: ({ concurrent }) => concurrent === true,
  DropStmt: ({ concurrent }) => concurrent === true,
  ReindexStmt: (fields) =>
    options(fields, "params").has("concurrently") || !["REINDEX_OBJECT_INDEX", "REINDEX_OBJECT_TABLE"].includes(String(fields.kind)),
  VacuumStmt: ({ is_vacuumcmd }) => is_vacuumcmd === true,
  ClusterStmt: ({ relation }) => relation === undefined,
  AlterTableStmt: (fields) =>
    commands(fields).some(
      ({ fields: { subtype, def } }) => subtype === "AT_DetachPartition" && parsed(def as Node).fields.concurrent === true,
    ),
  CreatedbStmt: always,
  DropdbStmt: always,
  AlterDatabaseStmt: (fields) => options(fields, "options").has("tablespace"),
  CreateTableSpaceStmt: always,
  DropTableSpaceStmt: always,
  AlterSystemStmt: always,
  CreateSubscriptionStmt: always,
  AlterSubscriptionStmt: always,
  DropSubscriptionStmt: always,
  DiscardStmt: ({ target }) => target === "DISCARD_ALL",
};

export const transactionalOf = (node: Node): boolean => {
  const { kind, fields } = parsed(node);
  return !(outsideTransaction[kind]?.(fields) ?? false);
};

const inSeveralTransactions: Readonly<Record<string, Rule>> = {
  CallStmt: always,
  DoStmt: always,
  IndexStmt: ({ concurrent }) => concurrent === true,
  DropStmt: ({ concurrent }) => concurrent === true,
  ReindexStmt: always,
};

/** Whether it may commit a part of its work before it fails. */
export const commitsOnItsWay = (node: Node): boolean => {
  const { kind, fields } = parsed(node);
  return inSeveralTransactions[kind]?.(fields) ?? false;
};

export function refusedOf(node: Node): "transactionControl" | "copy" | null {
  const { kind } = parsed(node);
  if (kind === "TransactionStmt") return "transactionControl";
  return kind === "CopyStmt" ? "copy" : null;
}

/** `ALTER TYPE … ADD VALUE`: the label cannot be used before it is committed. */
export const usableAfterCommit = (node: Node): boolean => {
  const { kind, fields } = parsed(node);
  return kind === "AlterEnumStmt" && fields.newVal !== undefined && fields.oldVal === undefined;
};

const droppedWithData: Readonly<Record<string, string>> = {
  OBJECT_TABLE: "drops a table",
  OBJECT_FOREIGN_TABLE: "drops a foreign table",
  OBJECT_MATVIEW: "drops a materialized view",
  OBJECT_SCHEMA: "drops a schema",
  OBJECT_SEQUENCE: "drops a sequence and its position",
  OBJECT_TYPE: "drops a type",
  OBJECT_DOMAIN: "drops a domain",
  OBJECT_EXTENSION: "drops an extension",
};

/** Types whose values hold whatever a column held before: `bigint` rounds, `jsonb` forgets, and nobody asks here what it was. */
const wide: ReadonlySet<string> = new Set(["text", "bytea"]);

const withRows: ReadonlySet<string> = new Set(["SelectStmt", "InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt"]);

/** Why a statement can lose data, judged by what it is and never by the words in it. */
export function dataLossOf(node: Node): string | null {
  const { kind, fields } = parsed(node);
  if (kind === "TruncateStmt") return "empties a table";
  if (kind === "DropdbStmt") return "drops a database";
  if (kind === "DropOwnedStmt") return "drops all that a role owns";
  if (kind === "DropStmt")
    return droppedWithData[String(fields.removeType)] ?? (fields.behavior === "DROP_CASCADE" ? "drops what depends on it too" : null);
  if (kind === "AlterTableStmt")
    return (
      commands(fields)
        .map(alteredAway)
        .find((reason) => reason !== null) ?? null
    );
  return withRows.has(kind) && deletesAll(node) ? "deletes every row of a table" : null;
}

function alteredAway({ fields }: Parsed): string | null {
  if (fields.subtype === "AT_DropColumn") return `drops column ${String(fields.name)}`;
  if (fields.subtype !== "AT_AlterColumnType") return null;
  const { typeName, raw_default: using } = parsed(fields.def as Node).fields as {
    typeName?: { names?: Node[]; typmods?: unknown[] };
    raw_default?: unknown;
  };
  const type = String(parsed(typeName?.names?.at(-1) as Node).fields.sval);
  return wide.has(type) && typeName?.typmods === undefined && using === undefined
    ? null
    : `changes the type of ${String(fields.name)}, which may narrow it`;
}

/** A DELETE without WHERE, at the top or in a WITH. */
function deletesAll(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(deletesAll);
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([kind, inner]) => {
    if (kind === "DeleteStmt" && (inner as { whereClause?: unknown }).whereClause === undefined) return true;
    return deletesAll(inner);
  });
}
