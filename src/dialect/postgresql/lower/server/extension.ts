import { createExtension, dropExtension, moveExtension, updateExtension } from "../../object/extension.ts";
import { changedComment, newComment } from "../statement/comment.ts";
import { hazard, inTransaction, statement } from "../statement/statements.ts";
import type { Life } from "../statement/strategy.ts";

export const extensionLife: Life<"extension"> = {
  create: (after, change) => [inTransaction([statement(createExtension(after.ref, after.body)), ...newComment(after)], [change])],
  // Without CASCADE: what uses something of it stops the drop.
  drop: (before, change) => [
    inTransaction(
      [
        statement(dropExtension(before.ref), {
          inverse: "structure",
          hazards: [hazard("incompatibleWithRunningApp", before.ref, "what uses something of it fails")],
        }),
      ],
      [change],
    ),
  ],
  alter: (before, after, change) => {
    const { schema, version } = after.body;
    const moved = schema !== null && schema !== before.body.schema ? [statement(moveExtension(before.ref, schema))] : [];
    // Not every version leads back to the one before.
    const updated =
      version !== null && version !== before.body.version
        ? [statement(updateExtension(before.ref, version), { inverse: "structure" })]
        : [];
    return [inTransaction([...moved, ...updated, ...changedComment(before, after)], [change])];
  },
  rename: () => {
    throw new TypeError("an extension keeps its name");
  },
};
