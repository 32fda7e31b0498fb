import type { Static } from "@sinclair/typebox";
import { settingName, settingValue } from "../model/kind/setting.shape.ts";
import { operation } from "./operation.shape.ts";

export const setSettingShape = operation("setSetting", "Sets what sessions of this database begin with.", {
  ...settingName,
  ...settingValue,
});
export type SetSettingArguments = Static<typeof setSettingShape>;

export const resetSettingShape = operation("resetSetting", "Takes a setting of this database away.", settingName);
export type ResetSettingArguments = Static<typeof resetSettingShape>;
