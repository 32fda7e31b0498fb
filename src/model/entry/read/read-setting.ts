import { settingRef } from "../../database-body.ts";
import type { SettingEntry } from "../../kind/setting.shape.ts";
import { declared, type SchemaObjectOf } from "../../object.ts";
import { settingValues } from "../../setting-values.ts";
import type { EntryContext } from "../entry-context.ts";
import { overlay } from "../overlay.ts";

export function readSetting(entry: SettingEntry, { grammar }: Pick<EntryContext, "grammar">): SchemaObjectOf<"setting"> {
  const { name, role = null, value } = overlay(entry, grammar.dialect);
  const parameter = name.toLowerCase();
  return {
    kind: "setting",
    ref: settingRef(parameter, role),
    origin: declared,
    body: { parameter, role, values: settingValues(parameter, value) },
  };
}
