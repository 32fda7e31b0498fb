import { objectKinds } from "../../model/ref.ts";
import type { Dialect } from "../../port/dialect.ts";
import { administration } from "./administration.ts";
import { grammar } from "./grammar.ts";
import { lowering } from "./lower/lowering.ts";
import { refusals } from "./refusals.ts";
import { script } from "./script.ts";
import { openSession } from "./session.ts";
import { visit } from "./visit.ts";

/** What only those need who plan is read when it is asked for: the command loads it then. */
export const postgresql: Dialect = {
  name: "postgresql",
  grammar,
  kinds: objectKinds,
  get lowering() {
    return lowering;
  },
  get script() {
    return script;
  },
  get refusals() {
    return refusals;
  },
  statementActs: async (sql) => (await import("./acts/statement-acts.ts")).statementActs(sql),
  versionNumber(version) {
    const [, major, minor = "0"] = /^(\d+)(?:\.(\d+))?$/.exec(version) ?? [];
    return major === undefined ? undefined : Number(major) * 10_000 + Number(minor);
  },
  connect: openSession,
  visit,
  get administration() {
    return administration;
  },
};
