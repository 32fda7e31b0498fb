import type { Statement } from "../../../instruction/instruction.ts";
import { quoteLiteral } from "../quote.ts";

/** A statement, and the names of the secrets that it sets; null among them: nobody knows its name. */
export interface SecretSql {
  readonly sql: string;
  readonly secrets: readonly (string | null)[];
}

/** Literals that are marks, with the names in them. */
const marks = /'\{\{ secret ([a-z_][a-z0-9_]*) \}\}'/g;

/** The name of the secret that a text is the mark of; undefined where it says anything else, or more. */
export const markedBy = (text: string): string | undefined => /^\{\{ secret ([a-z_][a-z0-9_]*) \}\}$/.exec(text)?.[1];

/** Names of the secrets for which marks stand in a statement, one for each mark. */
export const marksIn = (sql: string): readonly string[] => [...sql.matchAll(marks)].map(([, name = ""]) => name);

/** All at once: a value may look like a mark. */
const replaced = (sql: string, names: readonly string[], by: (name: string) => string): string =>
  sql.replaceAll(marks, (mark, name: string) => (names.includes(name) ? by(name) : mark));

/** The statement as psql takes it: `-v name=…` gives the value. */
export const withPsqlVariables = (sql: string, names: readonly string[]): string => replaced(sql, names, (name) => `:'${name}'`);

/** The statement as the server gets it. */
export const withSecrets = ({ sql, secrets = [] }: Pick<Statement, "sql" | "secrets">, values: ReadonlyMap<string, string>): string =>
  secrets.length === 0 ? sql : replaced(sql, secrets, (name) => quoteLiteral(values.get(name) ?? ""));
