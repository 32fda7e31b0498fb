import { identifierOf, tokenise } from "./tokenise.ts";

/** Every name that SQL text may mention, in lower case as SQLite compares names; keywords and function names are among them. */
export const namesIn = (sql: string): ReadonlySet<string> =>
  new Set(tokenise(sql).flatMap((token) => (token.kind === "word" || token.kind === "quoted" ? [identifierOf(token).toLowerCase()] : [])));
