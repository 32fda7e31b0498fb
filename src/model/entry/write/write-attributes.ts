import type { Attributes } from "../../object.ts";

/** The comment where there is one. None and not compared look alike: both are left out. */
export const writeAttributes = ({ comment }: Attributes): { readonly comment?: string } =>
  comment === undefined || comment === null || comment === "" ? {} : { comment };
