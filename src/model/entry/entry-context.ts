import type { Severity } from "../../core/diagnostic.ts";
import type { Grammar } from "../../grammar/grammar.ts";
import type { DomainEntry } from "../kind/domain.shape.ts";
import type { DdlKind, ObjectKind, ObjectRef } from "../ref.ts";
import type { LabelRenames } from "./label-renames.ts";

/** The database that documents are read for, as far as it decides what they mean. */
export interface EntrySettings {
  readonly grammar: Grammar;
  /** The kinds that the dialect has. */
  readonly kinds: readonly ObjectKind[];
  readonly defaultSchema: string;
  /** Namespaces that are managed. */
  readonly schemas: readonly string[];
  /** Patterns of what is left alone in them; none, where absent. */
  readonly ignore?: readonly string[];
  /** As the server prints it; null where there is no server. */
  readonly serverVersion: string | null;
  readonly environment: string | null;
}

/** Keys and indexes that lead to a place inside a document. */
export type EntryPath = readonly (string | number)[];

/** Something wrong with an entry, placed inside its document. */
export interface Finding {
  readonly code: string;
  readonly severity?: Severity;
  readonly message: string;
  readonly remedy: string;
  readonly path: EntryPath;
}

/** Among what a name must be free: the relations of the schema, the constraints of the table, or both (a constraint that an index carries). */
export type NameScope = "index" | "constraint" | "indexedConstraint";

/** What reading a name alone asks. */
export interface NamingContext extends Pick<EntrySettings, "grammar" | "defaultSchema" | "schemas"> {
  report(finding: Finding): void;
}

/** What reading a name with types in it asks. */
export interface TypeNamingContext extends NamingContext {
  /** The schema of a type that is called by its bare name; undefined where none is known. */
  typeSchema(name: string): string | undefined;
}

/** What reading one entry asks of everything around it. */
export interface EntryContext extends EntrySettings, TypeNamingContext {
  /** Labels of an enum, for dialects that have no enums. */
  enumValues(schema: string, name: string): readonly string[] | undefined;
  /** Earlier names of its labels, where it says any. */
  enumRenames(schema: string, name: string): LabelRenames | undefined;
  /** A domain as it is declared, for dialects that have no domains. */
  domain(schema: string, name: string): DomainEntry | undefined;
  /** The table or view of that name, where one is known. */
  relation(schema: string, name: string): ObjectRef | undefined;
  /** The routines of that name, where some are known, whatever their arguments. */
  routines(schema: string, name: string): readonly ObjectRef[];
  /** The schema of what is given as its statement and called by its bare name; undefined where none is declared. `method`: of an operator class. */
  givenSchema(kind: DdlKind, name: string, method?: string): string | undefined;
  /** What stands behind the name of a base type that is given as its statement; undefined where none is declared. */
  baseType(schema: string, name: string): string | undefined;
  primaryKeyOf(table: ObjectRef): readonly string[] | undefined;
  /** Takes a name for something that lies on `on`; false where it is used already. */
  claim(scope: NameScope, on: ObjectRef, name: string): boolean;
}
