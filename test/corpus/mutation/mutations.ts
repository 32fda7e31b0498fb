import { columnMutations } from "./columns.ts";
import { guardMutations } from "./guards.ts";
import { reachMutations } from "./reach.ts";
import { tableMutations } from "./tables.ts";

/** A query of one text column: every statement of one sort that the database, as it stands, could be given. `$n` is a number that makes a name new. */
export type Mutation = string;

/** Ways to change a schema that somebody else wrote. What the server refuses is no way. */
export const mutations: readonly Mutation[] = [...columnMutations, ...tableMutations, ...guardMutations, ...reachMutations];
