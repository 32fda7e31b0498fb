import type { Expression } from "./expression.ts";

export interface ExtensionBody {
  /** Where its objects lie; null where not compared. */
  readonly schema: string | null;
  /** null: whatever is there. */
  readonly version: string | null;
}

export interface DomainCheck {
  readonly name: string;
  /** Over VALUE. */
  readonly expression: Expression;
  readonly notValid: boolean;
  /** Absent from what is wanted: not compared. */
  readonly comment?: string;
}

/** NOT NULL of a domain as a constraint of its own, which PostgreSQL has from 17 on. */
export interface DomainNotNull {
  /** Absent: the one that PostgreSQL makes up of the domain's name. */
  readonly name?: string;
  /** That one is said all the same. */
  readonly implied?: true;
  readonly comment?: string;
}

export interface DomainBody {
  /** The underlying type. */
  readonly type: string;
  readonly nullable: boolean;
  /** What of its NOT NULL is not as usual; absent: nothing, or there is none. */
  readonly notNull?: DomainNotNull;
  readonly default: Expression | null;
  readonly collation: string | null;
  /** By name. */
  readonly checks: readonly DomainCheck[];
}

export interface TypeAttribute {
  readonly name: string;
  readonly type: string;
  readonly collation: string | null;
  /** Absent: not compared. */
  readonly comment?: string | null;
}

export interface CompositeTypeBody {
  /** In their order, which is that of their values in a row. */
  readonly attributes: readonly TypeAttribute[];
}

export interface RangeTypeBody {
  /** The type of what lies in a range. */
  readonly type: string;
  /** null: the type's own. */
  readonly opclass: string | null;
  readonly collation: string | null;
  /** Functions, as `schema.name`. */
  readonly canonical: string | null;
  readonly subtypeDiff: string | null;
  /** Name of the type of sets of such ranges; null where it is the one that the server makes up. */
  readonly multirange: string | null;
}
