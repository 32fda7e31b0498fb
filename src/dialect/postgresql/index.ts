import { objectKinds } from "../../model/ref.ts";
import type { Dialect } from "../../port/dialect.ts";
import { administration } from "./administration.ts";
import { grammar } from "./grammar.ts";
import { lowering } from "./lower/lowering.ts";
import { script } from "./script.ts";
import { openSession } from "./session.ts";

export const postgresql: Dialect = { name: "postgresql", grammar, kinds: objectKinds, lowering, script, connect: openSession, administration };
