import { notYet } from "./not-yet.ts";
import type { Operation } from "./operation.ts";
import { forDialect } from "./patch-entry.ts";
import { regularOperations } from "./regular.ts";
import type { RenameTableArguments } from "./rename-table.shape.ts";

const { rename } = regularOperations("table");

export const renameTable: Operation<RenameTableArguments> = {
  resolve: (args, model, context) => {
    const { keepOld, ...own } = forDialect(args, context.grammar.dialect);
    if (keepOld === true) throw notYet("`keepOld`", "Rename the table and create a view of the old name in the same revision; drop the view in a revision of phase contract", context);
    return rename.resolve(own, model, context);
  },
};
