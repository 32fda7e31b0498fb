/** Functions that give one value for a whole statement, and words that look like calls and are none. */
const steady: ReadonlySet<string> = new Set(
  `now transaction_timestamp statement_timestamp current_timestamp localtimestamp current_time localtime current_user session_user current_setting to_timestamp
  date_trunc date_part extract timezone make_date make_time make_timestamp make_interval lower upper coalesce nullif array row concat md5
  to_json to_jsonb jsonb_build_object json_build_object jsonb_build_array json_build_array cast
  numeric decimal varchar char character varying bit timestamp timestamptz time timetz interval float`.split(/\s+/),
);

/** Whether a function is known to give the same value for every row. */
export const isSteadyCall = (name: string): boolean => steady.has(name.toLowerCase());

/**
 * Whether an expression gives the same value for every row, so that adding a column with it needs no rewrite.
 * A function nobody knows counts as giving another one each time: then the rows are filled in steps, which is right in both cases.
 */
export function isConstant(expression: string): boolean {
  const bare = expression.replace(/E'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'/gis, "''");
  return [...bare.matchAll(/([\p{L}_][\p{L}\p{N}_$]*|"(?:[^"]|"")*")\s*\(/gu)].every(([, name = ""]) => isSteadyCall(name));
}
