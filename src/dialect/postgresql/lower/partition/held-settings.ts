import { canonicalJson } from "../../../../core/canonical-json.ts";
import type { ColumnTuning } from "../../../../model/body.ts";
import type { ColumnSetting, ColumnSettings } from "../../../../model/column-setting.ts";
import { known, type Model } from "../../../../model/model.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import type { ObjectRef } from "../../../../model/ref.ts";

/** Of what the columns of a partition are to have otherwise, what they bring along from the table that it was before: nothing is done for it. */
export const heldSettings = (settings: ColumnSettings, table: ObjectRef, model: Model): ColumnSettings =>
  settings.flatMap(({ comment, ...setting }) => {
    const own = known(model.get({ kind: "column", parent: table, name: setting.column }));
    if (own === undefined || own.nameOnly || !holds(setting, own)) return [];
    const brought = comment === undefined || comment === (own.comment ?? "") ? comment : own.comment;
    return [{ ...setting, ...(brought != null && { comment: brought }) }];
  });

const holds = (setting: ColumnSetting, { body }: SchemaObjectOf<"column">): boolean =>
  (setting.default === undefined || setting.default?.text === body.default?.text) &&
  (setting.nullable === undefined || !body.nullable) &&
  canonicalJson(setting.foreignOptions ?? {}) === canonicalJson(body.foreignOptions ?? {}) &&
  canonicalJson(setting.tuning ?? {}) === canonicalJson(ownTuning(setting.tuning, body.tuning));

/** Of what a column has that which the other side names. */
const ownTuning = (named: ColumnTuning = {}, tuning: ColumnTuning = {}): object =>
  Object.fromEntries(Object.keys(named).flatMap((field) => (field in tuning ? [[field, tuning[field as keyof ColumnTuning]]] : [])));
