import { resetSetting, setSetting } from "../object/setting.ts";
import { inTransaction, statement } from "./statement/statements.ts";
import type { Life } from "./statement/strategy.ts";

/** Sessions that are open keep what they began with. */
export const settingLife: Life<"setting"> = {
  create: (after, change) => [inTransaction([statement(setSetting(after.body))], [change])],
  drop: (before, change) => [inTransaction([statement(resetSetting(before.body))], [change])],
  alter: (_before, after, change) => [inTransaction([statement(setSetting(after.body))], [change])],
  rename: () => {
    throw new TypeError("a setting keeps its name");
  },
};
