import { describeRef, type ObjectRef } from "../../../../model/ref.ts";
import { namedType } from "../../../../model/type-name.ts";
import { refuse } from "../statement/refuse.ts";
import type { Situation } from "../statement/situation.ts";

/** PostgreSQL gives no column of a table another type while a column somewhere holds whole rows of it. */
export function refuseHeldRows(table: ObjectRef, { model }: Situation): void {
  const holder = model.dependants(table).find((object) => {
    const type = object.kind === "column" ? namedType(object.body.type) : undefined;
    return type?.name === table.name && type.schema === table.schema;
  });
  if (holder !== undefined)
    refuse(
      "row-type-in-use",
      `no column of ${describeRef(table)} can get another type while column ${describeRef(holder.ref)} holds rows of it`,
      `Drop column ${describeRef(holder.ref)} in a revision before, or give it a composite type of its own`,
    );
}
