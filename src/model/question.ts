import type { SchemaObject } from "./object.ts";

/** Two spellings that differ as text: are they the same for the server? */
export interface Question {
  readonly desired: SchemaObject;
  readonly live: SchemaObject;
  /** Path of the expression inside the body, e.g. `default`, `expression`, `query`, `keys.0.expression`. */
  readonly field: string;
}
