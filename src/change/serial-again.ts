import { impliedSequence } from "../model/column-sequence.ts";
import { sequencesIn } from "../model/kind/column.ts";
import { known } from "../model/model.ts";
import type { SchemaObjectOf } from "../model/object.ts";
import { sameRef, type ObjectRef } from "../model/ref.ts";
import type { SchemaModel } from "../model/schema-model.ts";

type Column = SchemaObjectOf<"column">;
type Sequence = SchemaObjectOf<"sequence">;

/** The model in which columns that have become a table's own and are to the letter what `serial` makes are serial: their sequences are no objects then. */
export const serialAgain = (model: SchemaModel, table: ObjectRef): SchemaModel =>
  (model.children(table, "column") as readonly Column[]).reduce((rest, column) => {
    const sequence = known(rest.get({ ...impliedSequence(column.ref), kind: "sequence" }));
    return sequence === undefined || !isBehind(sequence, column) ? rest : rest.without(sequence.ref).with(asSerial(column, sequence));
  }, model);

const isBehind = ({ ref, body: { ownedBy, type }, comment }: Sequence, column: Column): boolean =>
  comment === null &&
  ownedBy !== null &&
  sameRef(ownedBy, column.ref) &&
  type === column.body.type &&
  column.body.default?.text.startsWith("nextval(") === true &&
  sequencesIn(column.body.default, column.ref).some((mention) => sameRef(mention.ref, ref));

function asSerial(
  column: Column,
  { grants, body: { type: _type, unlogged: _unlogged, ownedBy: _ownedBy, ...sequence } }: Sequence,
): Column {
  return {
    ...column,
    body: { ...column.body, default: null, identity: { mode: "serial", sequence } },
    ...(grants !== undefined && { sequenceGrants: grants }),
  };
}
