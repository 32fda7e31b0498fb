/** How a field of a body is compared. A field of rule `expression`, `generated` or `keys` holds SQL text. */
export type FieldRule =
  | "exact"
  /** Order has no meaning; absent is empty. */
  | "set"
  /** null on either side: not compared. */
  | "whereSaid"
  /** Absent from what is wanted: not compared; elsewhere: none. */
  | "comments"
  /** Absent from what is wanted: not compared; elsewhere: disabled. */
  | "rowSecurity"
  | "sequenceOption"
  | "identity"
  /** A name and a comment only where they are said. */
  | "notNull"
  | "expression"
  /** A list of them, in its order. */
  | "expressions"
  | "generated"
  | "keys"
  | "domainChecks"
  | "columnSettings"
  | "attributes"
  | "partitionBy"
  | "partitionOf"
  /** Only names that are said. */
  | "indexNames"
  /** Absent from what is wanted: not compared; secrets by name, as far as both sides know it. */
  | "userMappings"
  /** By its name, where both sides know it. */
  | "secret"
  | "published"
  | "notCompared";
