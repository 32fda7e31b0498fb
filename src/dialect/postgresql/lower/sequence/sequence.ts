import { alterSequence, createSequence, dropSequence, logSequence } from "../../object/sequence.ts";
import { qualified, quoteIdentifier } from "../../quote.ts";
import { changedComment, newComment } from "../statement/comment.ts";
import { hazard, inTransaction, statement } from "../statement/statements.ts";
import type { Life } from "../statement/strategy.ts";

export const sequenceLife: Life<"sequence"> = {
  create: (after, change) => [inTransaction([statement(createSequence(after.ref, after.body)), ...newComment(after)], [change])],
  drop: (before, change) => [
    inTransaction(
      [
        statement(dropSequence(before.ref), {
          inverse: "structure",
          hazards: [hazard("incompatibleWithRunningApp", before.ref, "what takes numbers from it fails")],
        }),
      ],
      [change],
    ),
  ],
  alter: (before, after, change) => {
    const sql = alterSequence(before.ref, before.body, after.body);
    const changed = sql !== `ALTER SEQUENCE ${qualified(before.ref)}`;
    return [
      inTransaction(
        [
          ...(changed ? [statement(sql)] : []),
          ...(before.body.unlogged === after.body.unlogged ? [] : [statement(logSequence(after.ref, after.body))]),
          ...changedComment(before, after),
        ],
        [change],
      ),
    ];
  },
  rename: (before, after, change) => {
    const inSchema = { ...before.ref, schema: after.ref.schema ?? "" };
    return [
      inTransaction(
        [
          ...(before.ref.schema === after.ref.schema
            ? []
            : [statement(`ALTER SEQUENCE ${qualified(before.ref)} SET SCHEMA ${quoteIdentifier(after.ref.schema ?? "")}`)]),
          ...(before.ref.name === after.ref.name
            ? []
            : [statement(`ALTER SEQUENCE ${qualified(inSchema)} RENAME TO ${quoteIdentifier(after.ref.name)}`)]),
        ],
        [change],
      ),
    ];
  },
};
