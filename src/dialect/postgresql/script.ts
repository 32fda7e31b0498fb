import { closed, scriptStatements } from "../../plan/script-statements.ts";
import type { ScriptWriter } from "../../port/script.ts";
import { pinScript } from "./connection/pinned-settings.ts";
import { quoteIdentifier } from "./quote.ts";
import { doBlock } from "./stage/lock-phase.ts";
import { expectation } from "./stage/stage-message.ts";

/** For psql. */
export const script: ScriptWriter = {
  opening: (searchPath) => ["-- psql -v ON_ERROR_STOP=1 -f this-file", `${pinScript(searchPath.map(quoteIdentifier).join(", "))};`],
  stage: ({ mode, instructions }) => {
    const statements = instructions.flatMap((each) => scriptStatements(each, (probe) => [doBlock(expectation(probe))])).map(closed);
    return mode === "transaction" ? ["BEGIN;", ...statements, "COMMIT;"] : statements;
  },
};
