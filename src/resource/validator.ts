/** One violation as a validator compiled by ajv reports it. */
export interface Violation {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A compiled validator: says whether the value has the shape; after a false, `errors` says why not. */
export interface Validator {
  (value: unknown): boolean;
  errors?: readonly Violation[] | null;
}
