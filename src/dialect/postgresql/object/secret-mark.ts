import type { Statement } from "../../../instruction/instruction.ts";
import { quoteLiteral } from "../quote.ts";

/** What stands for a secret wherever a statement is shown or kept. */
export const secretMark = (name: string): string => `{{ secret ${name} }}`;

const literal = (name: string): string => quoteLiteral(secretMark(name));

/** The statement as psql takes it: `-v name=…` gives the value. */
export const withPsqlVariables = (sql: string, names: readonly string[]): string => names.reduce((text, name) => text.replaceAll(literal(name), () => `:'${name}'`), sql);

/** The statement as the server gets it. */
export const withSecrets = ({ sql, secrets = [] }: Pick<Statement, "sql" | "secrets">, values: ReadonlyMap<string, string>): string =>
  secrets.reduce((text, name) => text.replaceAll(literal(name), () => quoteLiteral(values.get(name) ?? "")), sql);
