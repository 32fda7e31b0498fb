import type { PolicyEntry } from "../../kind/policy.shape.ts";
import type { SchemaObjectOf } from "../../object.ts";
import { writeAttributes } from "./write-attributes.ts";

/** A policy as a person writes it: what PostgreSQL takes for said is left out. */
export const writePolicy = ({
  ref,
  body: { command, roles, permissive, using, check },
  ...object
}: SchemaObjectOf<"policy">): PolicyEntry => ({
  name: ref.name,
  ...writeAttributes(object),
  ...(command === "all" ? {} : { command }),
  ...(roles.join() === "public" ? {} : { roles: [...roles] }),
  ...(permissive ? {} : { permissive }),
  ...(using === null ? {} : { using: using.text }),
  ...(check === null ? {} : { check: check.text }),
});
