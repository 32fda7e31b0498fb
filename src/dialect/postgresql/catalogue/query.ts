/**
 * Runs one SELECT and gives its rows as plain objects.
 * All queries of one inspection run in one REPEATABLE READ, READ ONLY transaction, so that they see one state.
 */
export type Query = (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;

/** Rows as JSON text in one column: the same values whatever the driver makes of types. */
export async function rowsOf<Row>(query: Query, sql: string): Promise<readonly Row[]> {
  const [first] = await query(`SELECT coalesce(json_agg(r), '[]')::text AS rows FROM (${sql}) r`);
  return JSON.parse(String(first?.rows ?? "[]")) as Row[];
}

/** What of a question each field of a row is, in SQL, and where it is asked. `before`: its common table expressions, if any; `from`: FROM and what follows. */
export interface RowsByColumn<Row> {
  readonly before: string;
  readonly fields: Readonly<Record<keyof Row & string, string>>;
  readonly from: string;
  readonly order: string;
}

/** The same for thousands of rows: a field's values are one list each, so that no name is written, sent and read more than once. */
export async function rowsByColumn<Row>(query: Query, question: RowsByColumn<Row>): Promise<readonly Row[]> {
  const [first] = await query(sqlByColumn(question, "0"));
  return first === undefined ? [] : rowsIn(first, question);
}

/** So many parts of an answer, whatever its size: the text of one is small beside what is made of all. A prime: numbers of relations come in steps. */
const parts = 61;

/**
 * The same in parts, each with all rows about some relations. Its text is let go when its turn comes: neither here nor at the server is all of it one text, and nobody holds
 * all rows who makes something else of them.
 */
export async function partsByColumn<Row extends { readonly relation: number }>(
  query: Query,
  question: RowsByColumn<Row>,
): Promise<Iterable<readonly Row[]>> {
  return read([...(await query(sqlByColumn(question, `${question.fields.relation} % ${parts}`)))], question);
}

function* read<Row>(texts: Answer[], question: RowsByColumn<Row>): Generator<readonly Row[]> {
  for (let text = texts.pop(); text !== undefined; text = texts.pop()) yield rowsIn(text, question);
}

type Answer = Readonly<Record<string, unknown>>;

/** @param part a part of the answer for each value of it */
function sqlByColumn<Row>({ before, fields, from, order }: RowsByColumn<Row>, part: string): string {
  const named = Object.entries<string>(fields);
  const lists = named.map(([name]) => `json_agg(r."${name}")`).join(", ");
  const values = named.map(([name, value]) => `${value} AS "${name}"`).join(", ");
  return `SELECT json_build_array(${lists})::text AS rows
    FROM (${before === "" ? "" : `WITH ${before}`} SELECT ${part} AS part, ${values} ${from} ORDER BY part, ${order}) r GROUP BY r.part`;
}

function rowsIn<Row>({ rows }: Answer, { fields }: Pick<RowsByColumn<Row>, "fields">): readonly Row[] {
  const values = JSON.parse(String(rows)) as readonly (readonly unknown[])[];
  // Copies of one object: made field by field, each row would grow its own.
  const names = Object.keys(fields);
  const empty = Object.fromEntries(names.map((name) => [name, null as unknown]));
  return (values[0] ?? []).map((_value, place) => {
    const row = { ...empty };
    // Most of a row is null, as the copy has it. Counted: an iterator takes as long again as all the rest, in code that runs once.
    for (let column = 0; column < names.length; column++) {
      const value = values[column]?.[place] ?? null;
      if (value !== null) row[names[column] as string] = value;
    }
    return row as Row;
  });
}
