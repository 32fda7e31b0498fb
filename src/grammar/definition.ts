import type { DdlKind } from "./ddl-kind.ts";

/** A name in SQL: `schema` is null where it is left to the search path. */
export interface NameText {
  readonly schema: string | null;
  readonly name: string;
}

/** Kinds of objects that documents give as a whole CREATE statement. */
export type DefinedKind = "function" | "procedure" | "aggregate" | "trigger" | "rule" | "eventTrigger" | DdlKind;

/** What a CREATE statement says, taken apart. */
export interface Definition {
  readonly kind: DefinedKind;
  readonly name: NameText;
  /** What further statements about the same object add to it, behind its name; only of what is given as its statement. */
  readonly additions: readonly string[];
  /** Types of a routine's arguments as written, without modifiers; what only the server can tell (`table.column%TYPE`) is null. */
  readonly arguments: readonly (string | null)[];
  /** The relation of a trigger or a rule. */
  readonly on: NameText | null;
  /** Of what fires: when, as the server spells it. Of a routine: empty. */
  readonly event: string;
  /** CREATE CONSTRAINT TRIGGER. */
  readonly constraint: boolean;
  /** The statement's text behind all that. */
  readonly rest: string;
  /** The body that the server keeps as it stands; null where it reads it. */
  readonly source: string | null;
  /** What it names outside such a body: relations, routines, types. */
  readonly relations: readonly NameText[];
  readonly routines: readonly NameText[];
  readonly types: readonly NameText[];
}
