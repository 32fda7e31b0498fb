/** What the extensions that come with PostgreSQL bring of what documents name outside of SQL, as `kind name`. */
const contrib: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    "adminpack amcheck autoinc bloom btree_gin dict_int dict_xsyn fuzzystrmatch insert_username intagg moddatetime old_snapshot pageinspect pg_freespacemap pg_logicalinspect pg_prewarm pg_surgery pg_visibility pg_walinspect pgcrypto pgrowlocks pgstattuple refint sslinfo tcn tsm_system_rows tsm_system_time unaccent uuid-ossp xml2"
      .split(" ")
      .map((name) => [name, []]),
  ),
  btree_gist: types("gbtreekey2 gbtreekey4 gbtreekey8 gbtreekey16 gbtreekey32 gbtreekey_var"),
  citext: types("citext"),
  cube: types("cube"),
  dblink: ["foreignDataWrapper dblink_fdw", ...types("dblink_pkey_results")],
  earthdistance: types("cube earth"),
  file_fdw: ["foreignDataWrapper file_fdw"],
  hstore: types("ghstore hstore"),
  intarray: types("intbig_gkey query_int"),
  isn: types("ean13 isbn isbn13 ismn ismn13 issn issn13 upc"),
  lo: types("lo"),
  ltree: types("lquery ltree ltree_gist ltxtquery"),
  pg_buffercache: types("pg_buffercache pg_buffercache_numa pg_buffercache_os_pages"),
  pg_stat_statements: types("pg_stat_statements pg_stat_statements_info"),
  pg_trgm: types("gtrgm"),
  plpgsql: ["language plpgsql"],
  pltcl: ["language pltcl"],
  pltclu: ["language pltclu"],
  plperl: ["language plperl"],
  plperlu: ["language plperlu"],
  plpython3u: ["language plpython3u"],
  postgres_fdw: ["foreignDataWrapper postgres_fdw"],
  seg: types("seg"),
  tablefunc: types("tablefunc_crosstab_2 tablefunc_crosstab_3 tablefunc_crosstab_4"),
};

function types(names: string): readonly string[] {
  return names.split(" ").map((name) => `type ${name}`);
}

/** Wrappers, servers, languages and types that an extension brings, as `kind name`; undefined of one that nobody here knows. */
export const broughtBy = (extension: string): readonly string[] | undefined =>
  Object.hasOwn(contrib, extension) ? contrib[extension] : undefined;
