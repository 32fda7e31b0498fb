import type { CheckBody, ConflictAction, ExcludeBody, ForeignKeyBody, PrimaryKeyBody, UniqueBody } from "./constraint-body.ts";
import type { ColumnSettings } from "./column-setting.ts";
import type { DdlBody } from "./ddl-body.ts";
import type { Expression } from "./expression.ts";
import type { DdlKind, ObjectKind, ObjectRef } from "./ref.ts";
import type { ForeignDataWrapperBody, ForeignOptions, ForeignServerBody } from "./foreign-body.ts";
import type { PublicationBody } from "./publication-body.ts";
import type { SubscriptionBody } from "./subscription-body.ts";
import type { TableBody } from "./table-body.ts";
import type { EventTriggerBody, RoutineBody, RuleBody, TriggerBody } from "./routine-body.ts";
import type { DefaultPrivilegesBody, SettingBody } from "./database-body.ts";
import type { CompositeTypeBody, DomainBody, ExtensionBody, RangeTypeBody } from "./type-body.ts";

/** A type's name in the running dialect's own canonical spelling (`character varying(50)`, `public.order_state`, SQLite: as declared). */
export type TypeName = string;

/** Numbers beyond a double travel as text. */
export interface SequenceOptions {
  readonly start?: string;
  readonly increment?: string;
  readonly min?: string;
  readonly max?: string;
  readonly cache?: string;
  readonly cycle?: boolean;
}

export interface SchemaBody {}

export interface EnumBody {
  /** Labels in their order. */
  readonly values: readonly string[];
}

export interface SequenceBody extends SequenceOptions {
  readonly type: TypeName;
  /** Not in the write-ahead log. */
  readonly unlogged?: true;
  /** The column it belongs to and vanishes with. */
  readonly ownedBy: ObjectRef | null;
}

export interface Identity {
  readonly mode: "always" | "byDefault" | "serial";
  readonly sequence: SequenceOptions;
  /** Of its sequence; absent: the one that PostgreSQL makes up of table and column. */
  readonly name?: string;
  /** Whether its sequence is in the write-ahead log, where that is otherwise than for its table; absent: as its table. */
  readonly unlogged?: boolean;
  /** On its sequence, where that is no object of its own; absent from what is wanted: not compared. */
  readonly comment?: string;
}

export interface Generated {
  readonly expression: Expression;
  readonly stored: boolean;
}

export interface ColumnBody {
  readonly type: TypeName;
  /** SQLite: the type as it was declared, which is kept and means the same; absent: as `type`. */
  readonly declaredType?: string;
  readonly nullable: boolean;
  /** What of its NOT NULL is not as usual; absent: nothing, or there is none. */
  readonly notNull?: NotNull;
  readonly default: Expression | null;
  readonly identity: Identity | null;
  readonly generated: Generated | null;
  readonly collation: string | null;
  /** SQLite: what becomes of a row without a value where it must have one; absent: the statement fails. */
  readonly onConflict?: ConflictAction;
  /** Absent: as the server has it by itself. */
  readonly tuning?: ColumnTuning;
  /** Of a foreign table: what its wrapper is told of the column; absent: nothing. */
  readonly foreignOptions?: ForeignOptions;
}

/** NOT NULL as a constraint of its own, which PostgreSQL has from 18 on. */
export interface NotNull {
  /** Absent: the one that PostgreSQL makes up of table and column. */
  readonly name?: string;
  /** That one is said all the same: something else may have it before, and PostgreSQL would make up another. */
  readonly implied?: true;
  /** Tables that inherit do not get it. */
  readonly noInherit?: true;
  /** Rows that were there are not checked yet: the column counts as one that may hold NULL. */
  readonly notValid?: true;
  readonly comment?: string;
}

/** How values are kept and counted; what is absent is as usual. */
export interface ColumnTuning {
  readonly storage?: "plain" | "external" | "extended" | "main";
  readonly compression?: "pglz" | "lz4";
  /** Target of the planner's statistics. */
  readonly statistics?: number;
  readonly options?: Readonly<Record<string, string>>;
}

/** One key of an index or exclusion constraint: exactly one of column and expression. */
export interface IndexKey {
  readonly column: string | null;
  readonly expression: Expression | null;
  readonly order: "asc" | "desc";
  /** null: the order's own default. */
  readonly nulls: "first" | "last" | null;
  readonly opclass: string | null;
  /** Parameters of the operator class; absent: none. */
  readonly options?: Readonly<Record<string, string>>;
  readonly collation: string | null;
  /** Target of the planner's statistics; absent: as usual. */
  readonly statistics?: number;
}

export interface IndexBody {
  readonly unique: boolean;
  readonly method: string;
  readonly keys: readonly IndexKey[];
  readonly include: readonly string[];
  readonly where: Expression | null;
  readonly nullsNotDistinct: boolean;
  readonly options: Readonly<Record<string, string>>;
  /** Absent: that of the database. */
  readonly tablespace?: string;
  /** The table is clustered by it. */
  readonly cluster?: true;
  /** Replication knows a row of the table by it. */
  readonly replicaIdentity?: true;
  /** False where a concurrent build was interrupted: never equal to a declared index. */
  readonly valid: boolean;
}

export interface ViewBody {
  readonly query: Expression;
  /** Column names where the view gives its own, else null. */
  readonly columns: readonly string[] | null;
  readonly materialized: boolean;
  readonly withData: boolean;
  readonly options: Readonly<Record<string, string>>;
  readonly check: "local" | "cascaded" | null;
  /** Of a materialized one; absent: that of the database. */
  readonly tablespace?: string;
  /** Of a materialized one; absent: heap. */
  readonly accessMethod?: string;
  /** What its columns have that the query does not say. */
  readonly columnSettings?: ColumnSettings;
  /** Comments on its columns; absent: not compared. */
  readonly columnComments?: Readonly<Record<string, string>>;
  /** Tables and views that the query reads, where known (from the catalogue or the parser); null: unknown. */
  readonly reads: readonly ObjectRef[] | null;
  /** The columns of those that it uses, where the catalogue tells; absent: it may use any. */
  readonly uses?: readonly ObjectRef[];
}

export interface PolicyBody {
  readonly command: "all" | "select" | "insert" | "update" | "delete";
  /** `public`: everybody. */
  readonly roles: readonly string[];
  readonly permissive: boolean;
  readonly using: Expression | null;
  readonly check: Expression | null;
}

/** What an object of each kind is, beside its ref and attributes. A new kind is a compile error wherever it is not handled. */
export interface Bodies extends Record<DdlKind, DdlBody> {
  schema: SchemaBody;
  extension: ExtensionBody;
  enum: EnumBody;
  domain: DomainBody;
  compositeType: CompositeTypeBody;
  rangeType: RangeTypeBody;
  sequence: SequenceBody;
  function: RoutineBody;
  procedure: RoutineBody;
  aggregate: RoutineBody;
  table: TableBody;
  column: ColumnBody;
  primaryKey: PrimaryKeyBody;
  unique: UniqueBody;
  check: CheckBody;
  foreignKey: ForeignKeyBody;
  exclude: ExcludeBody;
  index: IndexBody;
  view: ViewBody;
  trigger: TriggerBody;
  rule: RuleBody;
  eventTrigger: EventTriggerBody;
  policy: PolicyBody;
  foreignDataWrapper: ForeignDataWrapperBody;
  foreignServer: ForeignServerBody;
  publication: PublicationBody;
  subscription: SubscriptionBody;
  setting: SettingBody;
  defaultPrivileges: DefaultPrivilegesBody;
}
type Complete = Record<ObjectKind, object>;
export type BodyOf<K extends ObjectKind> = (Bodies & Complete)[K];
