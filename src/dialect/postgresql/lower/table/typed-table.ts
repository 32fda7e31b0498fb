import type { Statement } from "../../../../instruction/instruction.ts";
import { known } from "../../../../model/model.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import { describeRef, type ObjectRef } from "../../../../model/ref.ts";
import { nameOfType, namedType } from "../../../../model/type-name.ts";
import { qualified } from "../../quote.ts";
import { refuse } from "../statement/refuse.ts";
import type { Situation } from "../statement/situation.ts";
import { lock, statement } from "../statement/statements.ts";

type Table = SchemaObjectOf<"table">;

const alter = ({ ref }: Table, how: string): Statement =>
  statement(`ALTER TABLE ${qualified(ref)} ${how}`, { locks: [lock(ref, "accessExclusive")] });

/** Before anything else of it changes. */
export const noLongerOfType = (before: Table, after: Table): readonly Statement[] =>
  before.body.ofType === undefined || before.body.ofType === after.body.ofType ? [] : [alter(after, "NOT OF")];

/** Once it has its columns, `columns` among them where the model does not have them yet. @throws InputError where they are not those of the type */
export function nowOfType(
  before: Table | null,
  after: Table,
  situation: Situation,
  columns = situation.model.children(after.ref, "column") as readonly SchemaObjectOf<"column">[],
): readonly Statement[] {
  const { ofType } = after.body;
  if (ofType === undefined || ofType === before?.body.ofType) return [];
  const named = namedType(ofType);
  const type = named && known(situation.model.get({ kind: "compositeType", ...named }));
  if (type !== undefined && !type.nameOnly && !situation.model.open) {
    const [has, wants] = [columns.map(({ ref, body }) => said(ref.name, body)), type.body.attributes.map((each) => said(each.name, each))];
    const at = wants.findIndex((attribute, place) => attribute !== has[place]);
    if (at >= 0 || has.length > wants.length)
      refuse(
        "typed-table-differs",
        `${describeRef(after.ref)} cannot be of type ${ofType}: ${at < 0 ? `the type has no column ${has[wants.length]}` : `where the type has ${wants[at]}, the table has ${has[at] ?? "no column"}`}`,
        "Let the table have the columns of the type, in its order and with its types and collations; columns that were added later stand last",
      );
  }
  return [alter(after, `OF ${ofType}`)];
}

const said = (name: string, { type, collation }: { readonly type: string; readonly collation: string | null }): string =>
  `${name} ${type}${collation === null ? "" : ` COLLATE ${collation}`}`;

/** @throws InputError where a column of the table comes, goes or gets another name or type while the table is of a type */
export function refuseTyped(table: ObjectRef, { model }: Pick<Situation, "model">): void {
  const ofType = table.kind === "table" ? known(model.get({ ...table, kind: "table" }))?.body.ofType : undefined;
  if (ofType === undefined) return;
  refuse(
    "typed-table",
    `${describeRef(table)} is of type ${ofType}: PostgreSQL changes none of its columns alone`,
    "Say `alterTable: { ofType: none }` before, change the type as well, and give the table its type again behind both",
  );
}

/** @throws InputError where what changes of the type would change tables that are of it */
export function refuseTypeOfTables(type: ObjectRef, { model }: Pick<Situation, "model">): void {
  const table = model.dependants(type).find((object) => object.kind === "table" && object.body.ofType === nameOfType(type));
  if (table !== undefined) refuseTyped(table.ref, { model });
}
