import { runPostgresTool } from "./postgres-tool.ts";

const heading = /^--\n-- (?:Data for )?Name: .*; Type: .*\n--\n/m;
const session =
  /^(?:SET default_\w+ = .*|SET \w+ = .*|SELECT pg_catalog\.set_config\('search_path'.*|\\(?:un)?restrict .*|-- (?:Dumped|PostgreSQL database dump).*|--)\n/gm;

/** The schema of a database as `pg_dump` sees it, without that of keelson: one text an object, sorted. Equal lists are equal schemas. */
export async function dump(url: string): Promise<readonly string[]> {
  return splitDump(
    await runPostgresTool("pg_dump", ["--schema-only", "--restrict-key=x", "--exclude-schema=keelson", "--no-password", "--dbname", url]),
  );
}

/** The objects of a plain dump. Only what stands before the first heading and the settings between objects are left out: comments inside of bodies stay. */
export function splitDump(text: string): readonly string[] {
  const [, ...objects] = text.split(heading);
  return objects
    .map((object) => object.replaceAll(session, "").trim())
    .filter((object) => object !== "")
    .sort();
}
