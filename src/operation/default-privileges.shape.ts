import type { Static } from "@sinclair/typebox";
import { defaultPrivilegesFields } from "../model/kind/default-privileges.shape.ts";
import { operation } from "./operation.shape.ts";

export const setDefaultPrivilegesShape = operation(
  "setDefaultPrivileges",
  "Says which privileges others have on what a role makes from then on: exactly these.",
  defaultPrivilegesFields,
);
export type SetDefaultPrivilegesArguments = Static<typeof setDefaultPrivilegesShape>;
