import type { ObjectRef } from "./ref.ts";

/** Options by name, in the order in which they were given. */
export type ForeignOptions = Readonly<Record<string, string>>;

export interface ForeignDataWrapperBody {
  /** The function that gives what reads foreign tables; null: they cannot be read. */
  readonly handler: ObjectRef | null;
  /** The function that checks options; null: nobody does. */
  readonly validator: ObjectRef | null;
  readonly options: ForeignOptions;
}

export interface ForeignServerBody {
  readonly wrapper: string;
  readonly type: string | null;
  readonly version: string | null;
  readonly options: ForeignOptions;
  /** Of a declared server absent: not compared. */
  readonly userMappings?: readonly UserMapping[];
}

/** As whom a role comes to a server. */
export interface UserMapping {
  /** `public`: every role that has none of its own. */
  readonly role: string;
  /** null: nothing is said of them, or whoever looked may not see them; nothing is compared. */
  readonly options: Readonly<Record<string, MappingOption>> | null;
}

/** A secret by the name under which the Database knows it; null: only that there is one. Its value is never read from a database. */
export type MappingOption = string | { readonly secret: string | null };

/** Options whose values are no secrets, whatever the wrapper; of any other only the name is read. */
export const plainMappingOptions: readonly string[] = [
  "user",
  "username",
  "password_required",
  "use_scram_passthrough",
  "sslcert",
  "sslkey",
];
