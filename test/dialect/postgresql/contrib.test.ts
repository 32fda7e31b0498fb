import { expect, test } from "vitest";
import { broughtBy } from "../../../src/dialect/postgresql/contrib.ts";
import { ask } from "../../server/ask.ts";
import { postgresServers } from "../../server/postgres.ts";

const members = (
  extension: string,
) => `WITH members AS (SELECT d.classid, d.objid FROM pg_depend d JOIN pg_extension x ON x.oid = d.refobjid
    WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e' AND x.extname = '${extension}')
  SELECT coalesce(string_agg(what, ',' ORDER BY what COLLATE "C"), '') FROM (
    SELECT 'type ' || t.typname FROM members JOIN pg_type t ON t.oid = objid AND classid = 'pg_type'::regclass WHERE t.typelem = 0 OR t.typlen <> -1
    UNION SELECT 'type ' || c.relname FROM members JOIN pg_class c ON c.oid = objid AND classid = 'pg_class'::regclass AND c.relkind <> 'S'
    UNION SELECT 'foreignDataWrapper ' || w.fdwname FROM members JOIN pg_foreign_data_wrapper w ON w.oid = objid AND classid = 'pg_foreign_data_wrapper'::regclass
    UNION SELECT 'foreignServer ' || s.srvname FROM members JOIN pg_foreign_server s ON s.oid = objid AND classid = 'pg_foreign_server'::regclass
    UNION SELECT 'language ' || l.lanname FROM members JOIN pg_language l ON l.oid = objid AND classid = 'pg_language'::regclass) named (what)`;

test.for(postgresServers)("what the extensions of PostgreSQL $major bring is known", { timeout: 120_000 }, async (server) => {
  await using database = await server.database();
  const names = String(
    await ask(database.url, "SELECT string_agg(name, ',') FROM pg_available_extensions WHERE installed_version IS NULL"),
  );
  for (const name of names.split(",")) {
    // Some need libraries of other languages that are not on every machine.
    const made = await ask(database.url, `CREATE EXTENSION "${name}"`).then(
      () => true,
      () => false,
    );
    const known = broughtBy(name);
    if (!made || known === undefined) continue;
    const found = String(await ask(database.url, members(name)));
    expect(
      found.split(",").filter((each) => each !== "" && !known.includes(each)),
      name,
    ).toEqual([]);
    await ask(database.url, `DROP EXTENSION "${name}" CASCADE`);
  }
});
