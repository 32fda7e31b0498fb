import type { SettingBody } from "../../../model/database-body.ts";
import { isNameList } from "../../../model/setting-values.ts";
import { quoteIdentifier, quoteLiteral } from "../quote.ts";

/** Only the server knows what the database is called that it is run in. */
const inThisDatabase = (statement: string): string =>
  `DO ${quoteLiteral(`BEGIN EXECUTE pg_catalog.format(${quoteLiteral(statement)}, pg_catalog.current_database()); END`)}`;

const escaped = (sql: string): string => sql.replaceAll("%", "%%");

function alter(role: string | null, action: string): string {
  return inThisDatabase(
    role === null
      ? `ALTER DATABASE %I ${escaped(action)}`
      : `ALTER ROLE ${escaped(quoteIdentifier(role))} IN DATABASE %I ${escaped(action)}`,
  );
}

export const setSetting = ({ parameter, role, values }: SettingBody): string =>
  alter(role, `SET ${quoteIdentifier(parameter)} TO ${written(parameter, values)}`);

export const resetSetting = ({ parameter, role }: SettingBody): string => alter(role, `RESET ${quoteIdentifier(parameter)}`);

/** A list without names is written as a list of the empty name. */
const written = (parameter: string, values: readonly string[]): string =>
  isNameList(parameter) && values.length === 0 ? "''" : values.map(quoteLiteral).join(", ");
