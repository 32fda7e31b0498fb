import type { Diagnostic } from "../../../core/diagnostic.ts";
import { InputError } from "../../../core/error.ts";
import { describeKind } from "../../../model/kind/kinds.ts";
import type { SchemaObject, SchemaObjectOf } from "../../../model/object.ts";
import type { ObjectKind } from "../../../model/ref.ts";
import { describeRef } from "../../../model/ref.ts";

/** The kinds that SQLite has. */
export const sqliteKinds = [
  "table",
  "column",
  "primaryKey",
  "unique",
  "check",
  "foreignKey",
  "index",
  "view",
  "trigger",
] as const satisfies readonly ObjectKind[];
type SqliteKind = (typeof sqliteKinds)[number];

const lackingIndex = ({
  tablespace,
  cluster,
  replicaIdentity,
}: SchemaObjectOf<"unique">["body"] | SchemaObjectOf<"primaryKey">["body"]) => [
  tablespace !== undefined && "tablespaces",
  cluster === true && "tables that are clustered by an index",
  replicaIdentity === true && "a replica identity",
];

type Refusals = { readonly [K in SqliteKind]: (object: SchemaObjectOf<K>) => readonly (string | false)[] };

/** Per kind what of an object SQLite has not; each phrase ends the sentence "SQLite has no …". */
const lacking: Refusals = {
  table: ({ body }) => [
    body.unlogged && "unlogged tables",
    body.options !== null && Object.keys(body.options).length > 0 && "storage options",
    body.replicaIdentity !== undefined && "a replica identity",
    body.tablespace !== undefined && "tablespaces",
    body.accessMethod !== undefined && "table access methods",
    body.inherits !== undefined && "inheritance",
    body.ofType !== undefined && "tables of a type",
    body.foreign !== undefined && "foreign tables",
    body.columnSettings !== undefined && "columns from other tables that have settings of their own",
    (body.partitionBy !== undefined || body.partitionOf !== undefined) && "partitions",
  ],
  column: ({ body }) => [
    body.notNull !== undefined && "NOT NULL constraints with a name or properties of their own",
    body.foreignOptions !== undefined && "foreign tables",
    body.tuning !== undefined && "storage, compression, statistics or options of a column",
    body.identity !== null &&
      (Object.keys(body.identity.sequence).length > 0 || body.identity.name !== undefined || body.identity.comment !== undefined) &&
      "options for the numbers of a column",
  ],
  primaryKey: ({ body }) => [
    body.include.length > 0 && "INCLUDE",
    body.options !== undefined && "index options",
    body.withoutOverlaps === true && "WITHOUT OVERLAPS",
    body.deferrable && "deferrable keys",
    ...lackingIndex(body),
  ],
  unique: ({ body }) => [
    body.include.length > 0 && "INCLUDE",
    body.deferrable && "deferrable unique constraints",
    body.options !== undefined && "index options",
    body.withoutOverlaps === true && "WITHOUT OVERLAPS",
    body.nullsNotDistinct && "NULLS NOT DISTINCT",
    ...lackingIndex(body),
  ],
  check: ({ body }) => [body.noInherit && "NO INHERIT", body.notEnforced === true && "NOT ENFORCED", body.notValid && "NOT VALID"],
  foreignKey: ({ body }) => [
    body.onDeleteColumns !== undefined && "columns for ON DELETE SET",
    body.match === "full" && "MATCH FULL",
    body.period === true && "PERIOD",
    body.notEnforced === true && "NOT ENFORCED",
    body.notValid && "NOT VALID",
  ],
  index: ({ body }) => [
    body.method !== "btree" && `index method ${body.method}`,
    body.include.length > 0 && "INCLUDE",
    body.nullsNotDistinct && "NULLS NOT DISTINCT",
    Object.keys(body.options).length > 0 && "index options",
    body.tablespace !== undefined && "tablespaces",
    body.cluster === true && "tables that are clustered by an index",
    body.keys.some(({ opclass, options }) => opclass !== null || options !== undefined) && "operator classes",
    body.keys.some(({ statistics }) => statistics !== undefined) && "statistics of keys",
    // What the order implies is left out when a key is read.
    body.keys.some(({ nulls }) => nulls !== null) && "order of nulls in an index other than its own",
  ],
  view: ({ body }) => [
    body.materialized && "materialised views",
    body.columnSettings !== undefined && "defaults of columns of views",
    Object.keys(body.columnComments ?? {}).length > 0 && "comments",
    body.check !== null && "WITH CHECK OPTION",
    Object.keys(body.options).length > 0 && "view options",
  ],
  trigger: ({ body }) => [
    body.enabled !== "origin" && "state of triggers: each always fires",
    body.constraint && "constraint triggers",
    body.enabledIn !== undefined && "state of triggers: each always fires",
  ],
};

const isSqliteKind = (kind: ObjectKind): kind is SqliteKind => (sqliteKinds as readonly ObjectKind[]).includes(kind);

/** What SQLite cannot keep of the object, one diagnostic each. */
export function refusals(object: SchemaObject): readonly Diagnostic[] {
  if (!isSqliteKind(object.kind)) return [diagnostic(object, `${describeKind(object.kind).title}s`)];
  const lacks = (lacking[object.kind] as (object: SchemaObject) => readonly (string | false)[])(object);
  const comment = object.comment !== undefined && object.comment !== null && object.comment !== "" && "comments";
  return [...lacks, comment].flatMap((what) => (what === false ? [] : [diagnostic(object, what)]));
}

const diagnostic = (object: SchemaObject, what: string): Diagnostic => ({
  code: "unsupported-by-dialect",
  severity: "error",
  message: `${describeRef(object.ref)}: SQLite has no ${what}`,
  remedy: "Leave it out for SQLite, by 'when: { dialect: postgresql }' or under 'dialects: { sqlite: … }'",
});

/** What to do where only the database can tell what an object is. */
export const unknownRemedy =
  "Let what comes before be applied first, then plan again; of a script leave the range out, so that the database is asked";

/** @throws InputError */
export function refuse(message: string, remedy: string, code = "unsupported-by-dialect"): never {
  throw new InputError(message, { code, remedy });
}

/** @throws InputError with all of them where there is one. */
export function refuseAll(diagnostics: readonly Diagnostic[]): void {
  const [first] = diagnostics;
  if (first !== undefined) throw new InputError(first.message, { code: first.code, diagnostics });
}
