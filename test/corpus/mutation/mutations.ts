import { nightly } from "../../seeded-share.ts";
import { columnMutations } from "./columns.ts";
import { guardMutations } from "./guards.ts";
import { placeMutations } from "./places.ts";
import { reachMutations } from "./reach.ts";
import { tableMutations } from "./tables.ts";
import { togetherMutations } from "./together.ts";

/** A query of one text column: every statement of one sort that the database, as it stands, could be given. `$n` is a number that makes a name new. */
export type Mutation = string;

/** So many more ways to fail that they need the cases of a night. */
const byNight: readonly Mutation[] = nightly ? [...togetherMutations, ...placeMutations] : [];

/** Ways to change a schema that somebody else wrote. What the server refuses is no way. */
export const mutations: readonly Mutation[] = [...columnMutations, ...tableMutations, ...guardMutations, ...reachMutations, ...byNight];
