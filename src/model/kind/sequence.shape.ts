import { type Static, Type } from "@sinclair/typebox";
import { comment, entry, entryName, owner, renamedFrom, schemaName, securityLabels } from "./entry.shape.ts";
import { flag, map, name, sqlText, wholeNumber } from "./field.shape.ts";
import { grants } from "./grant.shape.ts";

/** How a sequence counts; numbers beyond a double are written as text. */
export const counting = {
  start: Type.Optional(wholeNumber("First value.")),
  increment: Type.Optional(wholeNumber("Step from one value to the next.")),
  min: Type.Optional(wholeNumber("Lowest value.")),
  max: Type.Optional(wholeNumber("Highest value.")),
  cache: Type.Optional(wholeNumber("Values taken ahead by a session.")),
  cycle: Type.Optional(flag("Starts over at the end.")),
};

export const sequenceShape = entry("sequence", "A sequence.", {
  ...entryName,
  ...schemaName,
  ...renamedFrom,
  ...comment,
  ...owner,
  ...securityLabels,
  type: Type.Optional(sqlText("smallint, integer or bigint.")),
  ...counting,
  unlogged: Type.Optional(flag("Not in the write-ahead log.")),
  ownedBy: Type.Optional(name("Column as table.column that the sequence goes with.")),
  ...grants,
});
export type SequenceEntry = Static<typeof sequenceShape>;

/** The sequence behind an identity column. */
export const identitySequenceShape = map("The sequence behind the identity.", {
  name: Type.Optional(name("Its name, in the schema of its table; absent is the one that PostgreSQL itself would choose.")),
  ...comment,
  ...counting,
  ...grants,
  unlogged: Type.Optional(flag("Whether it is kept out of the write-ahead log, from PostgreSQL 15 on; as its table where absent.")),
});
export type IdentitySequence = Static<typeof identitySequenceShape>;
