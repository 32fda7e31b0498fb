import type { DefaultPrivilegesEntry } from "../../kind/default-privileges.shape.ts";
import type { SettingEntry } from "../../kind/setting.shape.ts";
import type { SchemaObjectOf } from "../../object.ts";
import { isNameList } from "../../setting-values.ts";
import { writeGrants } from "./write-access.ts";

export const writeSetting = ({ body: { parameter, role, values } }: SchemaObjectOf<"setting">): SettingEntry => ({
  name: parameter,
  ...(role === null ? {} : { role }),
  value: isNameList(parameter) ? [...values] : (values[0] ?? ""),
});

export const writeDefaultPrivileges = ({
  ref,
  body: { role, on, given },
}: SchemaObjectOf<"defaultPrivileges">): DefaultPrivilegesEntry => ({
  role,
  ...(ref.schema === undefined ? {} : { schema: ref.schema }),
  on,
  grants: writeGrants(given),
});
