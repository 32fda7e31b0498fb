import type { TypeName } from "./body.ts";
import { known, type Model } from "./model.ts";
import { typeMentions } from "./type-name.ts";

/** Whether values of a type are rows, which SQL's `IS NULL` takes apart: of a composite type, of a table or view, of a domain over one. */
export function isRowType(type: TypeName, model: Model): boolean {
  if (type.endsWith("]")) return false;
  return typeMentions(type).some(({ ref }) => {
    const found = known(model.get(ref));
    if (found?.kind === "domain") return isRowType(found.body.type, model);
    return found?.kind === "compositeType" || found?.kind === "table" || found?.kind === "view";
  });
}
