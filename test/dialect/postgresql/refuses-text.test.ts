import { expect, test } from "vitest";
import { refusesText } from "../../../src/dialect/postgresql/refuses-text.ts";
import { askRows } from "../../server/ask.ts";
import { postgresServers } from "../../server/postgres.ts";

const uuid = "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11";
const texts = [
  ..." 1 |1|-1|+1|+ 1|1.5|1.|.5|.|1e3|1e|0x1F|0b1|1_000|32767|32768|-32768|2147483648|9223372036854775807|9223372036854775808|NaN|-inf|Infinity|inf|0x1p3|abc||  ".split(
    "|",
  ),
  ..."t|TRUE| yes |o|on|of|n|maybe|2|truee".split("|"),
  ...[
    uuid,
    `{${uuid}}`,
    uuid.replaceAll("-", ""),
    `{${uuid}`,
    `${uuid} `,
    uuid.toUpperCase(),
    uuid.slice(1),
    "a0ee-bc999c0b4ef8bb6d6bb9bd380a11",
  ],
  ..."2024-02-29|2023-02-29|2023-13-01|0000-01-01|0044-03-15 BC|0005-02-29 BC|today UTC|2024-02-30T10:00|20240230|January 8, 1999|8 Jan|infinity|-infinity|today|epoch|now|soon|2024-01-01 10:00+02|2024-1-1|yesterday noon|allballs".split(
    "|",
  ),
  ...'{"a":1}|{a:1}|[1,2|null|"x"|"x|1 2|true|{"a":1,"a":2}'.split("|"),
  ..."abc  |abcd|äöü".split("|"),
];
const types = [
  "smallint",
  "integer",
  "bigint",
  "numeric",
  "numeric(5,2)",
  "real",
  "double precision",
  "boolean",
  "uuid",
  "date",
  "timestamp without time zone",
  "timestamp with time zone",
  "timestamp(3) with time zone",
  "json",
  "jsonb",
  "character varying(3)",
  "text",
];

for (const server of postgresServers)
  test(`PostgreSQL ${server.major} takes no text that is refused beforehand`, async () => {
    await using database = await server.database();
    const rows = await askRows<{ type: string; value: string; taken: boolean }>(
      database.url,
      `CREATE FUNCTION takes(type text, value text) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN
         EXECUTE format('CREATE TEMP TABLE tried (v %s)', type); EXECUTE format('INSERT INTO tried VALUES (%L)', value); DROP TABLE tried; RETURN true;
       EXCEPTION WHEN data_exception OR integrity_constraint_violation THEN RETURN false; END $$;
       SELECT type, value, takes(type, value) AS taken FROM unnest(ARRAY[${types.map((type) => `'${type}'`).join(", ")}]) type, unnest(ARRAY[${texts.map((text) => `'${text}'`).join(", ")}]) value`,
    );
    expect(rows).toHaveLength(types.length * texts.length);
    const refused = rows.filter(({ type, value }) => refusesText(type, value));
    expect(refused.filter(({ taken }) => taken)).toEqual([]);
    // And it is of use: most of what the server refuses is known beforehand.
    expect(refused.length).toBeGreaterThan(rows.filter(({ taken }) => !taken).length * 0.8);
  });
