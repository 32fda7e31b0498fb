import type { Statement } from "../../../../instruction/instruction.ts";
import { impliedSequence, sequenceOf } from "../../../../model/column-sequence.ts";
import { sequencesIn } from "../../../../model/kind/column.ts";
import { known } from "../../../../model/model.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import type { ObjectRef } from "../../../../model/ref.ts";
import { sequenceOptions } from "../../object/sequence.ts";
import { home, qualified, quoteIdentifier, quoteLiteral, regclass } from "../../quote.ts";
import type { Situation } from "../statement/situation.ts";
import { statement } from "../statement/statements.ts";

type Column = SchemaObjectOf<"column">;

export const nextval = (sequence: ObjectRef): string => `nextval(${quoteLiteral(qualified(sequence))}::regclass)`;

/** What a column's definition cannot say of its sequence: of an identity the comment; of the `serial` shorthand options, and that the column may be null. */
export function newSequences(column: Column): readonly Statement[] {
  if (column.body.identity === null) return [];
  if (column.body.identity.mode !== "serial") return [...sequencePersistence(column), ...sequenceComment(column, undefined)];
  const options = sequenceOptions(column.body.identity.sequence);
  const { start } = column.body.identity.sequence;
  return [
    ...(options === ""
      ? []
      : [statement(`ALTER SEQUENCE ${qualified(impliedSequence(column.ref))} ${options}${start === undefined ? "" : " RESTART"}`)]),
    ...(column.body.nullable
      ? [statement(`ALTER TABLE ${home(column.ref)} ALTER COLUMN ${quoteIdentifier(column.ref.name)} DROP NOT NULL`)]
      : []),
  ];
}

/** Whether a serial column's sequence is not in the write-ahead log, as its table; before 15 every sequence was. */
export const isUnlogged = ({ ref }: Column, { model, context }: Situation): boolean =>
  known(model.get(ref.parent as ObjectRef & { readonly kind: "table" }))?.body.unlogged === true && context.facts.serverVersion >= 150_000;

/** Whether the sequence of an identity is in the write-ahead log, where that is otherwise than for its table. */
export const sequencePersistence = (column: Column): readonly Statement[] => {
  const { unlogged } = column.body.identity ?? {};
  return unlogged === undefined ? [] : [setPersistence(column, unlogged)];
};

export const setPersistence = (column: Column, unlogged: boolean): Statement =>
  statement(`ALTER SEQUENCE ${qualified(sequenceOf(column))} SET ${unlogged ? "UNLOGGED" : "LOGGED"}`);

/** The comment on the sequence of an identity, where it is said and another one; an empty one is none. */
export function sequenceComment(column: Column, old: string | undefined): readonly Statement[] {
  const comment = column.body.identity?.comment;
  if (comment === undefined || comment === (old ?? "")) return [];
  return [statement(`COMMENT ON SEQUENCE ${qualified(sequenceOf(column))} IS ${comment === "" ? "NULL" : quoteLiteral(comment)}`)];
}

/** Moves the column's sequence past the largest value in use; never back. */
export function sequencePastMaximum(column: ObjectRef): Statement {
  const name = quoteIdentifier(column.name);
  const sequence = `pg_catalog.pg_get_serial_sequence(${quoteLiteral(home(column))}, ${quoteLiteral(column.name)})::pg_catalog.regclass`;
  return statement(
    `SELECT pg_catalog.setval(s.oid, m.top) FROM (SELECT ${sequence} AS oid) s, (SELECT max(${name}) AS top FROM ${home(column)}) m ` +
      `WHERE m.top > coalesce(pg_catalog.pg_sequence_last_value(s.oid), 0)`,
  );
}

/** Gives a sequence the position of another. */
export const copyPosition = (from: ObjectRef, to: ObjectRef): Statement =>
  statement(`SELECT pg_catalog.setval(${regclass(to)}, last_value, is_called) FROM ${qualified(from)}`);

/** As the column's own sequence goes, a new one that it takes from instead goes on where that stands; where somebody said where to start, or it stands outside of the new one's range, that holds. */
export function handPosition(before: Column, after: Column, situation: Situation): readonly Statement[] {
  if (before.body.identity === null || after.body.identity !== null) return [];
  const own = sequenceOf(before);
  const taken = sequencesIn(after.body.default, after.ref).flatMap(({ ref }) =>
    ref.kind === "sequence" && situation.isMade(ref) ? (known(situation.model.get({ ...ref, kind: "sequence" })) ?? []) : [],
  );
  return taken
    .filter(({ body }) => body.start === undefined)
    .map(({ ref }) =>
      statement(
        `SELECT pg_catalog.setval(s.seqrelid, o.last_value, o.is_called) FROM ${qualified(own)} o, pg_catalog.pg_sequence s WHERE s.seqrelid = ${regclass(ref)} AND o.last_value BETWEEN s.seqmin AND s.seqmax`,
      ),
    );
}

/** Renaming a table or column does not rename the sequences that its name gave a name to: they follow, so that they stay the implied ones. */
export function renamedSequences(columns: readonly (readonly [before: Column, after: ObjectRef])[]): readonly Statement[] {
  return columns.flatMap(([before, after]) => {
    if (before.body.identity === null || before.body.identity.name !== undefined) return [];
    const from = impliedSequence(before.ref);
    const to = impliedSequence(after);
    return from.name === to.name
      ? []
      : [statement(`ALTER SEQUENCE IF EXISTS ${qualified({ ...from, schema: to.schema ?? "" })} RENAME TO ${quoteIdentifier(to.name)}`)];
  });
}
