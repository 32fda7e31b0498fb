import type { ObjectChange } from "../../../../change/change.ts";
import { conversions, type SecondColumn, secondColumnGone, secondColumnHelper } from "../../../../change/second-column.ts";
import type { Instruction, Statement } from "../../../../instruction/instruction.ts";
import { known } from "../../../../model/model.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import { type ObjectRef, sameRef, withSchema } from "../../../../model/ref.ts";
import { columnDefinition } from "../../object/column.ts";
import { home, qualified, quoteIdentifier, quoteLiteral } from "../../quote.ts";
import { changeTypeAtOnce } from "./change-type.ts";
import { fillColumn } from "../rows/fill-column.ts";
import { isMissing, isThere } from "../rows/null-test.ts";
import { overRow } from "../rows/over-row.ts";
import { refuse } from "../statement/refuse.ts";
import { sameLabels } from "../access/labels.ts";
import { sameGrants } from "../access/same-grants.ts";
import type { Situation } from "../statement/situation.ts";
import { hazard, inTransaction, lock, statement } from "../statement/statements.ts";
import type { RunStrategy } from "../statement/strategy.ts";

type Column = SchemaObjectOf<"column">;

/** A second column beside a renamed one: added with a trigger that keeps both in step, then filled in committed batches. */
export function addSecondColumn(second: SecondColumn, change: ObjectChange, situation: Situation): readonly Instruction[] {
  const table = second.ref.parent as ObjectRef;
  const first = known(situation.model.get({ ...second.origin.ref, kind: "column" }));
  if (first === undefined)
    return refuse(
      "unknown-column",
      `${second.origin.ref.name}, beside which ${second.ref.name} is to stand, is not known here`,
      "Plan again",
    );
  const { up, down } = conversions(change, first, second, (name, type) =>
    type === null ? quoteIdentifier(name) : `${quoteIdentifier(name)}::${type}`,
  );
  const { trigger, call } = helperOf(second);
  const path = [...situation.context.searchPath.map(quoteIdentifier), "pg_temp"].join(", ");
  const create = `CREATE OR REPLACE FUNCTION ${call} RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${path} AS ${quoteLiteral(body(first, second, up, down))}`;
  const added = inTransaction(
    [
      statement(`ALTER TABLE ${qualified(table)} ADD COLUMN ${columnDefinition(second)}`, { locks: [lock(table, "accessExclusive")] }),
      ...sameGrants(first, second),
      ...sameLabels(first, second),
      statement(create),
      statement(`CREATE TRIGGER ${trigger} BEFORE INSERT OR UPDATE ON ${qualified(table)} FOR EACH ROW EXECUTE FUNCTION ${call}`, {
        locks: [lock(table, "accessExclusive")],
      }),
    ],
    [change],
  );
  const behind = situation.after([change]);
  const where = `${isMissing(quoteIdentifier(second.ref.name))} AND ${isThere(`(${up}\n)`)}`;
  return [added, ...fillColumn({ column: second.ref, sql: up, where, id: `second:${second.ref.name}` }, behind)];
}

/** Rows that were written under either name are in step already: nothing is lost but what a conversion back cannot keep. */
export function dropSecondColumn(second: SecondColumn, change: ObjectChange, situation: Situation): readonly Instruction[] {
  const table = second.ref.parent as ObjectRef;
  const first = known(situation.model.get({ ...second.origin.ref, kind: "column" }));
  const converted = first !== undefined && first.body.type !== second.body.type && situation.rows(table) === "holds";
  const hazards = converted ? [hazard("dataLoss", second.ref, `its values stay only as far as ${first.body.type} holds them`)] : [];
  return [inTransaction(takeAway(second, hazards), [change])];
}

/** The contract half of a conversion: the first column takes its type and its values from the second one, which goes with it. */
export const settleSecondColumn: RunStrategy = (changes, from, situation) => {
  const gone = changes[from + 1];
  if (gone?.kind !== "object") return null;
  const alter = changes[from];
  if (alter?.kind !== "object" || alter.before?.kind !== "column" || alter.after?.kind !== "column") return null;
  const second = secondColumnGone(gone);
  if (second === null || !sameRef(alter.after.ref, second.origin.ref)) return null;
  const taking: ObjectChange = { ...alter, via: { ...alter.via, up: { using: quoteIdentifier(second.ref.name) } } };
  const changed = changeTypeAtOnce(alter.before, alter.after, taking, situation).map((instruction) => ({
    ...instruction,
    effects: [alter],
  }));
  return { consumed: 2, instructions: [...changed, inTransaction(takeAway(second, []), [gone])] };
};

const takeAway = (second: SecondColumn, hazards: Statement["hazards"]): readonly Statement[] => {
  const table = second.ref.parent as ObjectRef;
  const { trigger, call } = helperOf(second);
  const locks = [lock(table, "accessExclusive")];
  return [
    statement(`DROP TRIGGER IF EXISTS ${trigger} ON ${qualified(table)}`, { locks }),
    statement(`DROP FUNCTION IF EXISTS ${call}`),
    statement(`ALTER TABLE ${home(second.ref)} DROP COLUMN ${quoteIdentifier(second.ref.name)}`, { locks, hazards }),
  ];
};

function helperOf({ ref }: SecondColumn): { readonly trigger: string; readonly call: string } {
  const name = secondColumnHelper(ref);
  return { trigger: quoteIdentifier(name), call: `${qualified(withSchema("sequence", ref.parent?.schema ?? "public", name))}()` };
}

/** Compared as text, for not every type can be compared. Where either is made of the other already there is nothing to do. */
function body(first: Column, second: SecondColumn, up: string, down: string): string {
  const table = (second.ref.parent as ObjectRef).name;
  const [old, now] = [quoteIdentifier(first.ref.name), quoteIdentifier(second.ref.name)];
  const [forth, back] = [overRow("NEW", up, table), overRow("NEW", down, table)];
  return (
    `#variable_conflict use_column\nBEGIN ` +
    `IF NEW.${now}::text IS NOT DISTINCT FROM ${forth}::${second.body.type}::text OR NEW.${old}::text IS NOT DISTINCT FROM ${back}::${first.body.type}::text THEN RETURN NEW; END IF; ` +
    `IF TG_OP = 'INSERT' THEN IF ${isMissing(`NEW.${now}`)} THEN NEW.${now} := ${forth}; ELSE NEW.${old} := ${back}; END IF; ` +
    `ELSIF NEW.${now}::text IS DISTINCT FROM OLD.${now}::text THEN NEW.${old} := ${back}; ` +
    `ELSIF NEW.${old}::text IS DISTINCT FROM OLD.${old}::text THEN NEW.${now} := ${forth}; END IF; RETURN NEW; END`
  );
}
