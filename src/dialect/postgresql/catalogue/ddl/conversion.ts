import type { DdlSource } from "./source.ts";

const encoding = (column: string): string => `quote_literal(pg_encoding_to_char(${column}))`;

export const conversionSource: DdlSource = {
  catalogue: "pg_conversion",
  name: "o.conname",
  schema: "o.connamespace",
  owner: "o.conowner",
  definition: `format('%sFOR %s TO %s FROM %s', CASE WHEN o.condefault THEN 'DEFAULT ' END, ${encoding("o.conforencoding")}, ${encoding("o.contoencoding")}, o.conproc)`,
};
