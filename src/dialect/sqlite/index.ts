import type { Dialect } from "../../port/dialect.ts";
import { administration } from "./administration.ts";
import { grammar } from "./grammar.ts";
import { lowering } from "./lower/lowering.ts";
import { sqliteKinds } from "./lower/refuse.ts";
import { script } from "./script.ts";
import { openSession } from "./session.ts";

export const sqlite: Dialect = { name: "sqlite", grammar, kinds: sqliteKinds, lowering, script, connect: openSession, administration };
