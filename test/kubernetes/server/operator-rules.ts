import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { RoleRule } from "./service-account.ts";

const rulesOf = (file: string): readonly RoleRule[] =>
  (
    parse(readFileSync(join(import.meta.dirname, "..", "..", "..", "deploy", "operator", file), "utf8")) as {
      readonly rules: readonly RoleRule[];
    }
  ).rules;

/** Exactly the rights that an installation gives an operator. */
export const operatorRules = [...rulesOf("leader-role.yaml"), ...rulesOf("role.yaml")];
