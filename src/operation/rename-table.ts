import { applyAll } from "../change/apply.ts";
import { holdsAlready } from "../change/holds-already.ts";
import { describeRef } from "../model/ref.ts";
import { oldNameView } from "./old-name-view.ts";
import type { Operation } from "./operation.ts";
import { unknownObject } from "./operation-error.ts";
import { forDialect } from "./patch-entry.ts";
import { regularOperations } from "./regular.ts";
import type { RenameTableArguments } from "./rename-table.shape.ts";

const { rename } = regularOperations("table");

export const renameTable: Operation<RenameTableArguments> = {
  resolve: (args, model, context) => {
    const { keepOld, ...own } = forDialect(args, context.grammar.dialect);
    const renamed = rename.resolve(own, model, context);
    const [change] = renamed;
    if (keepOld !== true || change?.kind !== "object" || change.before === null || change.after === null) return renamed;
    if (change.before.nameOnly) throw unknownObject(describeRef(change.before.ref), model, context);
    return [
      ...renamed,
      ...oldNameView(
        change.before.ref,
        change.after.ref,
        applyAll(
          model,
          renamed.filter((each) => !holdsAlready(each, model)),
        ),
        context,
      ),
    ];
  },
};
