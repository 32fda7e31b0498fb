import type { CreateTableAsStmt, ViewStmt } from "libpg-query";
import type { ViewEntry } from "../../../model/kind/view.shape.ts";
import type { StatementText } from "./statement-text.ts";
import { optionsOf, placed, stringsOf } from "./values.ts";

const checks = { NO_CHECK_OPTION: null, LOCAL_CHECK_OPTION: "local", CASCADED_CHECK_OPTION: "cascaded" } as const;

export function viewEntry({ view, aliases, options, withCheckOption = "NO_CHECK_OPTION" }: ViewStmt, text: StatementText): ViewEntry {
  const check = checks[withCheckOption];
  const columns = stringsOf(aliases);
  const storage = optionsOf(options);
  return {
    ...placed(view),
    query: queryAt(text.at(view?.location), check === null ? text.tokens.length : lastWith(text), text),
    ...(columns.length > 0 && { columns }),
    ...(storage !== undefined && { options: storage }),
    ...(check !== null && { check }),
  };
}

export function materializedViewEntry({ into }: CreateTableAsStmt, text: StatementText): ViewEntry {
  const columns = stringsOf(into?.colNames);
  const storage = optionsOf(into?.options);
  const saysData = text.isWord(text.tokens.length - 1, "DATA") && text.isWord(lastWith(text), "WITH");
  return {
    ...placed(into?.rel),
    query: queryAt(text.at(into?.rel?.location), saysData ? lastWith(text) : text.tokens.length, text),
    ...(columns.length > 0 && { columns }),
    ...(storage !== undefined && { options: storage }),
    materialized: true,
    ...(into?.skipData === true && { withData: false }),
  };
}

/** Behind the first AS outside of parentheses that follows the name. */
const queryAt = (name: number, end: number, text: StatementText): string => text.text(text.find(name, end, "AS") + 1, end);

function lastWith(text: StatementText): number {
  for (let at = text.tokens.length - 1; at > 0; at -= 1) if (text.isWord(at, "WITH")) return at;
  return text.tokens.length;
}
