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
}
