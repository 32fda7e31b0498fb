import type { Statement } from "../../../../instruction/instruction.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import type { ObjectRef } from "../../../../model/ref.ts";
import { indexName } from "../../object/index.ts";
import { lock, statement } from "../statement/statements.ts";

type Index = SchemaObjectOf<"index">;

/** How closely the planner looks at the values of expressions that are keys, where that changes. */
export const keyStatistics = (before: Index | null, { ref, body }: Index): readonly Statement[] =>
  body.keys.flatMap(({ statistics }, at) =>
    before?.body.keys[at]?.statistics === statistics
      ? []
      : [
          statement(`ALTER INDEX ${indexName(ref)} ALTER COLUMN ${at + 1} SET STATISTICS ${statistics ?? -1}`, {
            locks: [lock(ref.parent as ObjectRef, "shareUpdateExclusive")],
          }),
        ],
  );
