import type { SetCommentArguments } from "./attribute.shape.ts";
import { namedObject } from "./named-object.ts";
import type { Operation } from "./operation.ts";
import { operationError } from "./operation-error.ts";
import { forDialect } from "./patch-entry.ts";

export const setComment: Operation<SetCommentArguments> = {
  resolve: (args, model, context) => {
    const { on, comment } = forDialect(args, context.grammar.dialect);
    if (context.grammar.dialect === "sqlite")
      throw operationError(
        "kind-unknown-to-dialect",
        "sqlite keeps no comments",
        "Leave the step out there: when: { not: { dialect: sqlite } }",
        context,
      );
    const before = namedObject(on, model, context);
    const wanted = comment === "" ? null : comment;
    return !before.nameOnly && (before.comment ?? null) === wanted
      ? []
      : [{ kind: "object", before, after: { ...before, comment: wanted } }];
  },
};
