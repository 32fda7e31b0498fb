import type { Expression } from "./expression.ts";
import { type ObjectRef, refKey } from "./ref.ts";

/** A routine is its statement behind the name: arguments, result, options and body. */
export interface RoutineBody {
  readonly definition: Expression;
  /** The text of a body that the server keeps as it stands, whatever is in it; null where the body is SQL that it reads. */
  readonly source: string | null;
  /** Taken without a look at whether it parses; absent: it is looked at. */
  readonly checkBody?: false;
}

/** In which sessions it fires. */
export type Enabled = "origin" | "replica" | "always" | "disabled";

interface Firing {
  /** When it fires, as the server spells it: `BEFORE INSERT OR UPDATE OF name`, `DELETE`, `ddl_command_end`. */
  readonly event: string;
  /** The statement behind the event and the relation: conditions, and what is done. */
  readonly action: Expression;
  readonly enabled: Enabled;
}

export interface TriggerBody extends Firing {
  /** CREATE CONSTRAINT TRIGGER. */
  readonly constraint: boolean;
  /** Of a partitioned table: partitions in which it fires in other sessions, by their names. */
  readonly enabledIn?: readonly EnabledIn[];
}

export interface EnabledIn {
  readonly table: ObjectRef;
  readonly enabled: Enabled;
}

/** Their order has no meaning. */
export const byTable = (all: readonly EnabledIn[]): readonly EnabledIn[] =>
  all.toSorted((a, b) => (refKey(a.table) < refKey(b.table) ? -1 : 1));

export interface RuleBody extends Firing {}
export interface EventTriggerBody extends Firing {}
