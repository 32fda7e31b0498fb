import type { UniqueBody } from "../model/constraint-body.ts";
import type { SchemaObject } from "../model/object.ts";

/** An object as a statement names it; without a schema the search path decides. */
export interface Named {
  readonly schema?: string;
  readonly name: string;
}

/** What a definition says of a column. */
export interface ColumnTraits {
  readonly name: string;
  /** In the dialect's canonical spelling; SQLite: as declared. */
  readonly type: string;
  readonly nullable: boolean;
  /** `perRow`: another value for each row, so that rows that are there must be written. */
  readonly default: "none" | "steady" | "perRow";
  readonly identity: "none" | "always" | "byDefault" | "serial";
  readonly generated: "none" | "stored" | "virtual";
  readonly key: "primary" | "none";
}

type ConstraintWord = "foreignKey" | "check" | "notNull" | "unique" | "primaryKey" | "exclude";

/** What can be done to a database, as far as a rule may have something to say of it: by what each says. */
interface Acts {
  /** Declared in a Schema, or made by an operation. */
  define: { readonly object: SchemaObject };
  createTable: { readonly table: Named; readonly guarded: boolean };
  /** Of a table that is made by it, of one that is there, or of one that a Schema declares. */
  defineColumn: { readonly table: Named; readonly column: ColumnTraits; readonly to: "newTable" | "existingTable" | "declaredTable" };
  dropColumn: { readonly table: Named; readonly column: string; readonly cascade: boolean };
  changeType: { readonly table: Named; readonly column: string; readonly type: string };
  setNotNull: { readonly table: Named; readonly column: string };
  dropNotNull: { readonly table: Named; readonly column: string };
  createIndex: {
    readonly table: Named;
    readonly name: string | null;
    readonly unique: boolean;
    readonly concurrently: boolean;
    readonly only?: true;
    readonly guarded: boolean;
  };
  dropIndex: { readonly index: Named; readonly concurrently: boolean; readonly guarded: boolean };
  reindex: { readonly target: string; readonly concurrently: boolean };
  /** `name`: null where the server chooses one. */
  addConstraint: {
    readonly table: Named;
    readonly name: string | null;
    readonly constraint: ConstraintWord;
    readonly validated: boolean;
    readonly usingIndex: boolean;
    readonly references: Named | null;
    /** Those of a key. */
    readonly columns: readonly string[];
    /** What else a key says, as SQL has it. */
    readonly key?: Pick<UniqueBody, "include" | "deferrable" | "initiallyDeferred" | "nullsNotDistinct">;
  };
  validateConstraint: { readonly table: Named; readonly name: string };
  dropConstraint: { readonly table: Named; readonly name: string };
  attachPartition: { readonly table: Named; readonly partition: Named };
  detachPartition: { readonly table: Named; readonly partition: Named; readonly concurrently: boolean };
  /** A table is written anew as a whole. `by`: what asks for it, e.g. `VACUUM FULL`. */
  rewriteTable: { readonly table: Named | null; readonly by: string };
  alterTable: { readonly table: Named; readonly form: "disableRowSecurity" | "replicaIdentity" | "autovacuumOff" | "disableTrigger" };
  refreshView: { readonly view: Named; readonly concurrently: boolean };
  /** `what`: the kind as people call it: `table`, `column`, `enum value`, `database`. */
  drop: { readonly what: string; readonly name: Named; readonly cascade: boolean };
  /** `of`: what it is a part of, where it is one. */
  rename: { readonly what: string; readonly of: Named | null; readonly from: Named; readonly to: string };
  addEnumValue: { readonly type: Named; readonly value: string; readonly placed: boolean };
  constrainDomain: { readonly domain: Named; readonly at: "creation" | "later"; readonly validated: boolean };
  truncate: { readonly tables: readonly Named[]; readonly cascade: boolean };
  /** `all`: of every row. `batched`: in committed batches. */
  changeRows: { readonly how: "insert" | "update" | "delete"; readonly table: Named; readonly all: boolean; readonly batched: boolean };
  assignTwice: { readonly table: Named; readonly column: string };
  createTrigger: { readonly table: Named; readonly name: string };
  createRoutine: { readonly name: string; readonly rights: "definer" | "invoker"; readonly pinsSearchPath: boolean };
  setOwner: { readonly what: string; readonly owner: string };
  grant: { readonly to: readonly string[]; readonly what: string };
  lockTable: { readonly table: Named; readonly mode: string };
  setParameter: { readonly name: string };
  updateExtension: { readonly name: string };
  runUnknown: { readonly what: string };
  /** A name that the server cuts. */
  overlongName: { readonly name: string; readonly bytes: number };
  /** A form that older servers lack. `since`: comparable, as `ServerInfo.versionNumber`; `shown`: as people write it. */
  useForm: { readonly form: string; readonly since: number; readonly shown: string };
  /** A statement that runs alone stands between others of one text, each half of which is committed apart. */
  endTransaction: { readonly statement: string };
  /** One step of a revision, whatever it does. */
  operate: { readonly operation: string };
}

export type ActKind = keyof Acts;
export type ActOf<K extends ActKind> = Readonly<{ kind: K }> & Acts[K];
/** One thing that a statement, an operation or a declaration does; a union discriminated by `kind`. */
export type Act = { [K in ActKind]: ActOf<K> }[ActKind];

/** One statement of a text and what it does. */
export interface StatementActs {
  /** As it will run. */
  readonly sql: string;
  /** Of its first word inside the text. */
  readonly offset: number;
  /** `alone`: the server refuses to run it inside a transaction. */
  readonly runs: "inTransaction" | "alone";
  readonly acts: readonly Act[];
}

/** `schema.name` as people read it. */
export const showNamed = ({ schema, name }: Named): string => (schema === undefined ? name : `${schema}.${name}`);
