import type { Dialect } from "../../port/dialect.ts";
import { administration } from "./administration.ts";
import { grammar } from "./grammar.ts";
import { lowering } from "./lower/lowering.ts";
import { refusals, sqliteKinds } from "./lower/refuse.ts";
import { script } from "./script.ts";
import { openSession } from "./session.ts";

/** What only those need who plan is read when it is asked for: the command loads it then. */
export const sqlite: Dialect = {
  name: "sqlite",
  grammar,
  get kinds() {
    return sqliteKinds;
  },
  get lowering() {
    return lowering;
  },
  get script() {
    return script;
  },
  refusals: (object) => refusals(object),
  statementActs: async (sql) => (await import("./acts/statement-acts.ts")).statementActs(sql),
  versionNumber(version) {
    const [, major, minor, patch = "0"] = /^(\d+)\.(\d+)(?:\.(\d+))?$/.exec(version) ?? [];
    return major === undefined ? undefined : Number(major) * 1_000_000 + Number(minor) * 1000 + Number(patch);
  },
  connect: openSession,
  get administration() {
    return administration;
  },
};
