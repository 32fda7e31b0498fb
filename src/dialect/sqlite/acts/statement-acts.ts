import type { Act, StatementActs } from "../../../port/act.ts";
import { Cursor } from "../parse/cursor.ts";
import { analyse } from "../split.ts";
import { alteredTable, createdTable } from "./table-acts.ts";
import { newerForms } from "./newer-forms.ts";

/** What each statement of a text does; nothing where it cannot be read. */
export async function statementActs(text: string): Promise<readonly StatementActs[]> {
  const statements = analyse(text);
  if ("message" in statements) return [];
  return statements.map(({ sql, offset, transactional }) => ({
    sql,
    offset,
    runs: transactional ? "inTransaction" : "alone",
    acts: [...newerForms(sql), ...actsOf(sql)],
  }));
}

/** The text is not checked before: what SQLite itself would refuse says nothing. */
function actsOf(sql: string): readonly Act[] {
  try {
    return read(sql, new Cursor(sql));
  } catch (error) {
    if (error instanceof TypeError) return [];
    throw error;
  }
}

function read(sql: string, cursor: Cursor): readonly Act[] {
  if (cursor.isWord("CREATE")) return created(sql, cursor);
  if (cursor.take("ALTER", "TABLE")) return alteredTable(cursor);
  if (cursor.take("DROP")) return dropped(cursor);
  if (cursor.take("DELETE", "FROM")) return rows("delete", cursor);
  if (cursor.take("UPDATE")) {
    if (cursor.take("OR")) cursor.next();
    return rows("update", cursor);
  }
  if (cursor.take("PRAGMA")) return [{ kind: "setParameter", name: cursor.qualifiedName().toLowerCase() }];
  return cursor.take("VACUUM") ? [{ kind: "rewriteTable", table: null, by: "VACUUM" }] : [];
}

function created(sql: string, cursor: Cursor): readonly Act[] {
  cursor.take("CREATE");
  // A temporary one is seen by one connection alone.
  if (cursor.isWord("TEMP", "TEMPORARY")) return [];
  const unique = cursor.take("UNIQUE");
  if (cursor.take("TABLE")) return createdTable(sql, cursor);
  if (!cursor.take("INDEX")) return [];
  const guarded = cursor.take("IF", "NOT", "EXISTS");
  const name = cursor.qualifiedName();
  cursor.take("ON");
  return [{ kind: "createIndex", table: { name: cursor.name() }, name, unique, concurrently: false, guarded }];
}

const words = { TABLE: "table", VIEW: "view", INDEX: "index" } as const;

function dropped(cursor: Cursor): readonly Act[] {
  const word = cursor.next().text.toUpperCase();
  const what = words[word as keyof typeof words] ?? "object";
  const guarded = cursor.take("IF", "EXISTS");
  const name = { name: cursor.qualifiedName() };
  return what === "index"
    ? [{ kind: "dropIndex", index: name, concurrently: false, guarded }]
    : [{ kind: "drop", what, name, cascade: false }];
}

function rows(how: "update" | "delete", cursor: Cursor): readonly Act[] {
  const table = { name: cursor.qualifiedName() };
  for (let depth = 0; !cursor.done; cursor.next()) {
    if (depth === 0 && cursor.isWord("WHERE")) return [{ kind: "changeRows", how, table, all: false, batched: false }];
    if (cursor.isOperator("(")) depth += 1;
    if (cursor.isOperator(")")) depth -= 1;
  }
  return [{ kind: "changeRows", how, table, all: true, batched: false }];
}
