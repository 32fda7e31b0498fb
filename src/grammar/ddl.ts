import type { DdlKind } from "./ddl-kind.ts";
import type { Definition, NameText } from "./definition.ts";

/** What a statement names: which of the catalogue's namespaces, not which kind exactly. */
export type DdlFamily =
  | "schema"
  | "extension"
  | "relation"
  | "type"
  | "routine"
  | "eventTrigger"
  | "column"
  | "constraint"
  | "policy"
  | "trigger"
  | "rule"
  | "foreignDataWrapper"
  | "foreignServer"
  | "publication"
  | "subscription"
  | DdlKind;

export interface DdlName extends NameText {
  readonly family: DdlFamily;
  /** The relation of a part. */
  readonly on: NameText | null;
  /** Types of a routine's arguments as written; null where none are named, or what only the server can tell. */
  readonly arguments: readonly (string | null)[] | null;
}

/** What was given or taken, as it is written: no columns means the whole object, no privileges all of them. */
export interface DdlGrant {
  readonly to: string;
  readonly privileges: readonly string[];
  readonly columns?: readonly string[];
  readonly grantOption?: boolean;
}

/** The sections of a Schema whose entries are read from SQL. */
export type DdlSection = "domains" | "compositeTypes" | "rangeTypes" | "sequences" | "tables" | "views" | DatabaseSection;
/** Those of what lies in no schema. */
export const databaseSections = ["foreignDataWrappers", "foreignServers", "publications", "subscriptions"] as const;
export type DatabaseSection = (typeof databaseSections)[number];
export const isDatabaseSection = (section: string): section is DatabaseSection => (databaseSections as readonly string[]).includes(section);

/** What is said later of a relation, or of what lies in that section, that another statement makes; fields are those of its entry, or of the part's. */
export type Amendment =
  | { readonly part: "own"; readonly fields: Readonly<Record<string, unknown>> }
  /** Each is a list that gets longer, but for a primary key. */
  | { readonly part: "lists"; readonly fields: Readonly<Record<string, unknown>> }
  /** A unique index becomes the key of that name, or of its own; `fields`: what else is said of the key. */
  | {
      readonly part: "keyOverIndex";
      readonly key: "primaryKey" | "unique";
      readonly index: string;
      readonly fields: Readonly<Record<string, unknown>>;
    }
  /** NOT NULL of a column; `fields`: what is said of the constraint. */
  | { readonly part: "notNull"; readonly name: string; readonly fields: Readonly<Record<string, unknown>> }
  | { readonly part: "column"; readonly name: string; readonly fields: Readonly<Record<string, unknown>> }
  /** A constraint of a domain: a check, or its NOT NULL. */
  | { readonly part: "check"; readonly name: string; readonly fields: Readonly<Record<string, unknown>> }
  | { readonly part: "index"; readonly name: string; readonly fields: Readonly<Record<string, unknown>> }
  | { readonly part: "trigger"; readonly name: string; readonly fields: Readonly<Record<string, unknown>> };

/** What one statement of DDL says of the state that is wanted. */
export type DdlAct =
  | { readonly act: "define"; readonly definition: Definition; readonly sql: string }
  /** A further statement about an object that is made by one beside it. */
  | { readonly act: "add"; readonly kind: DdlKind; readonly name: NameText; readonly sql: string }
  | { readonly act: "enum"; readonly name: NameText; readonly values: readonly string[] }
  | { readonly act: "schema"; readonly name: string; readonly owner: string | null }
  | { readonly act: "extension"; readonly name: string; readonly schema: string | null }
  /** As a document has it in that section. `replace`: it takes the place of an earlier one. */
  | { readonly act: "entry"; readonly section: DdlSection; readonly entry: Readonly<Record<string, unknown>>; readonly replace: boolean }
  | {
      readonly act: "amend";
      readonly section?: DatabaseSection | "domains";
      readonly relation: NameText;
      readonly amendments: readonly Amendment[];
    }
  /** The index of a partition belongs to that of its table. */
  | { readonly act: "attachedIndex"; readonly index: NameText }
  /** It says nothing of the state that is wanted, as a setting of the session. */
  | { readonly act: "none" }
  | { readonly act: "owner"; readonly of: DdlName; readonly owner: string }
  | { readonly act: "comment"; readonly on: DdlName; readonly comment: string }
  /** No label: none for that provider. */
  | { readonly act: "securityLabel"; readonly on: DdlName; readonly provider: string; readonly label: string | null }
  | { readonly act: "grant" | "revoke"; readonly on: readonly DdlName[]; readonly grants: readonly DdlGrant[] }
  | { readonly act: "setting"; readonly parameter: string; readonly role: string | null; readonly values: readonly string[] }
  | DefaultPrivilegesAct
  /** Why it cannot be kept in step, and what says it instead. */
  | { readonly act: "unread"; readonly statement: string; readonly instead: string };

/** One statement among others, with its place in their text. */
export interface PlacedAct {
  readonly offset: number;
  readonly act: DdlAct;
}

/** What is given or taken on what these roles make; `schemas` null: wherever they make it. */
export interface DefaultPrivilegesAct {
  readonly act: "defaultPrivileges";
  readonly how: "grant" | "revoke";
  readonly roles: readonly string[];
  readonly schemas: readonly string[] | null;
  readonly on: "tables" | "sequences" | "functions" | "types" | "schemas";
  readonly grants: readonly DdlGrant[];
}
