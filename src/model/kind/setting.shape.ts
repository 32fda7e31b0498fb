import { type Static, Type } from "@sinclair/typebox";
import { entry } from "./entry.shape.ts";
import { name } from "./field.shape.ts";

const said = {
  name: name("Parameter, such as search_path."),
  role: Type.Optional(name("Only for sessions of this role.")),
};

export const settingValue = {
  value: Type.Unsafe<string | number | boolean | string[]>({
    type: ["string", "number", "boolean", "array"],
    items: { type: "string" },
    description: "Value; of a list of names, such as search_path, a list.",
  }),
};

export const settingShape = entry("setting", "What sessions of this database begin with.", { ...said, ...settingValue });
export type SettingEntry = Static<typeof settingShape>;
export const settingName = said;
