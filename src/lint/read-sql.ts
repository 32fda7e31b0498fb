import type { StatementActs } from "../port/act.ts";

/** Tells what each statement of a text does; nothing where the dialect cannot. */
export type ReadSql = (sql: string) => Promise<readonly StatementActs[]>;
