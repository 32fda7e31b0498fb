import { settingRef } from "../model/database-body.ts";
import { readSetting } from "../model/entry/read/read-setting.ts";
import type { Operation } from "./operation.ts";
import { forDialect } from "./patch-entry.ts";
import type { ResetSettingArguments, SetSettingArguments } from "./setting.shape.ts";
import { toState } from "./state-object.ts";

export const setSetting: Operation<SetSettingArguments> = {
  resolve: (args, model, context) => {
    const after = readSetting(args, context);
    return toState(after.ref, after, model, context);
  },
};

export const resetSetting: Operation<ResetSettingArguments> = {
  resolve: (args, model, context) => {
    const { name, role = null } = forDialect(args, context.grammar.dialect);
    return toState(settingRef(name.toLowerCase(), role), null, model, context);
  },
};
