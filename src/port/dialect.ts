import type { Diagnostic } from "../core/diagnostic.ts";
import type { Logger } from "../core/logger.ts";
import type { Grammar } from "../grammar/grammar.ts";
import type { SchemaObject } from "../model/object.ts";
import type { ObjectKind } from "../model/ref.ts";
import type { StatementActs } from "./act.ts";
import type { Lowering } from "./lowering.ts";
import type { ScriptWriter } from "./script.ts";
import type { Session } from "./session.ts";

/** Where a database is, resolved (secrets read, URL parsed by `resource/connection-url`). */
export interface ConnectionTarget {
  /** `postgresql://…` as the driver takes it, or `sqlite:` and an absolute path. */
  readonly url: string;
  /** What messages call a file: its path as people see it. */
  readonly shown?: string;
  /** The server behind a transaction pooler, for what must not be pooled. */
  readonly directUrl?: string;
  /** SET ROLE after connecting. */
  readonly role?: string;
  /** A secret that statements name. @throws InputError where it cannot be had */
  readonly secret?: (name: string) => Promise<string>;
  readonly tls?: { readonly mode?: string; readonly ca?: string; readonly cert?: string; readonly key?: string };
}

export interface ConnectOptions {
  readonly logger: Logger;
  readonly signal: AbortSignal;
  /** Aborted: whoever asks has left, and the connection is dropped without a word, whatever is asked on it. For those who only read. */
  readonly until?: AbortSignal | undefined;
  /** Milliseconds to wait for the first connection. */
  readonly connectTimeout: number;
  /** Whether statements may open other files of this machine; `allowed` where absent. */
  readonly otherFiles?: "allowed" | "refused";
  /** What the first `observe` will ask, where that is known: a dialect may ask it along with its own first question. */
  readonly glance?: Glance;
  /** The target read anew: a server that no longer takes the secret may take the one that is there now. Absent: it never changes. */
  readonly reread?: () => Promise<ConnectionTarget>;
}

/** What `observe` is asked. `schemas`: those whose mark is wanted. */
export interface Glance {
  readonly project: string;
  readonly schemas: readonly string[];
}

/** Of two tallies with the same `written`, the later of which was `alone`: nothing was written in the database between them, but by somebody who keeps the server from counting. */
export interface Tally {
  readonly written: string;
  /** Nobody else is connected who might not have told what it wrote. */
  readonly alone: boolean;
}

/** A connection on which nothing was asked yet but what moment it is. */
export interface Visit {
  /** Of two visits with the same one: nothing at all was written between them, in this database or another of its server. null: it cannot be told. */
  readonly moment: string | null;
  /** What the server has counted of this database alone; null: it cannot be told. Asked once, at the latest before `stay` looks at anything. */
  tally(): Promise<Tally | null>;
  /** Makes a session of the connection. @throws what `connect` throws */
  stay(): Promise<Session>;
  leave(): Promise<void>;
}

/** What a dialect must bring. Reached only through the registry, loaded lazily. */
export interface Dialect {
  readonly name: string;
  readonly grammar: Grammar;
  /** The kinds it has; a change of another kind is refused by one diagnostic. */
  readonly kinds: readonly ObjectKind[];
  readonly lowering: Lowering;
  /** What it cannot keep of an object, one finding each; absent: nothing that is known without a server. */
  refusals?(object: SchemaObject): readonly Diagnostic[];
  readonly script: ScriptWriter;
  /** What each statement of a text does, for the rules of `lint`; absent: nobody can tell, and SQL as written is not judged. */
  statementActs?(sql: string): Promise<readonly StatementActs[]>;
  /** A version as people write it (`17`, `3.45.1`), comparable as `ServerInfo.versionNumber`; absent: it has none. */
  versionNumber?(version: string): number | undefined;
  /**
   * Makes no database: where a file will be one, it is empty until something is written.
   * @throws DatabaseError with a diagnostic that names host, port and database only.
   */
  connect(target: ConnectionTarget, options: ConnectOptions): Promise<Session>;
  /** Connects for a look that may find that nothing has happened; absent where that is no cheaper to tell than what has. @throws what `connect` throws */
  visit?(target: ConnectionTarget, options: ConnectOptions): Promise<Visit>;
  /** The database itself (`create`, `drop`, `clean`). */
  readonly administration: {
    create(target: ConnectionTarget, options: ConnectOptions): Promise<"created" | "exists">;
    drop(target: ConnectionTarget, options: ConnectOptions): Promise<"dropped" | "absent">;
    /** Empties the managed schemas. */
    clean(target: ConnectionTarget, schemas: readonly string[], options: ConnectOptions): Promise<void>;
  };
}
