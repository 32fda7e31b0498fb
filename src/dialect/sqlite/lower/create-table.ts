import type { Statement } from "../../../instruction/instruction.ts";
import type { Model } from "../../../model/model.ts";
import type { ObjectRef } from "../../../model/ref.ts";
import type { Index } from "../object/index.ts";
import { writeIndex } from "../object/index.ts";
import { writeTable } from "../object/table.ts";
import { writeVirtualTable } from "../object/virtual-table.ts";
import { statement } from "./draft.ts";
import { requireTable } from "./require-table.ts";

/** CREATE TABLE with all its constraints, then its indexes. `after` is the model with all of it. */
export function createTable(ref: ObjectRef, after: Model): readonly Statement[] {
  const { table, children } = requireTable(after, ref);
  if (table.body.virtual !== undefined) return [statement(writeVirtualTable(ref.name, table.body.virtual), ref)];
  return [statement(writeTable(table, ref.name, children), ref), ...createIndexes(ref, after)];
}

export const createIndexes = (ref: ObjectRef, model: Model): readonly Statement[] =>
  model.children(ref, "index").map((index) => statement(writeIndex(index as Index, ref.name), ref));
