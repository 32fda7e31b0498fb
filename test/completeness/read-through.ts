const of = (catalogue: string, ...columns: readonly string[]): readonly string[] => columns.map((column) => `${catalogue}.${column}`);

const arguments_ = of("pg_proc", "proargtypes", "pronargs", "pronargdefaults", "provariadic", "proargmodes", "proargnames", "proallargtypes", "proargdefaults").concat(of("pg_aggregate", "aggkind", "aggnumdirectargs"));
const result = of("pg_proc", "prorettype", "proretset");
const comment = of("pg_description", "objoid", "classoid", "objsubid", "description");

/** What functions of the server tell, by the columns that they read. */
export const readThrough: Readonly<Record<string, readonly string[]>> = {
  col_description: comment,
  obj_description: comment,
  pg_get_functiondef: [
    ...arguments_,
    ...result,
    ...of("pg_proc", "prolang", "provolatile", "proisstrict", "proleakproof", "proparallel", "prosecdef", "procost", "prorows", "prosupport", "proconfig", "prosrc", "probin", "prosqlbody", "protrftypes"),
  ],
  pg_get_indexdef: of("pg_index", "indexrelid", "indrelid", "indkey", "indclass", "indcollation", "indoption", "indexprs", "indpred"),
  pg_get_function_arguments: arguments_,
  pg_get_function_identity_arguments: arguments_,
  pg_get_function_result: result,
  pg_get_partkeydef: of("pg_partitioned_table", "partrelid", "partstrat", "partnatts", "partattrs", "partclass", "partcollation", "partexprs"),
  pg_get_ruledef: of("pg_rewrite", "rulename", "ev_class", "ev_type", "is_instead", "ev_qual", "ev_action"),
  pg_get_statisticsobjdef: of("pg_statistic_ext", "stxrelid", "stxname", "stxnamespace", "stxkeys", "stxkind", "stxexprs"),
  pg_get_statisticsobjdef_columns: of("pg_statistic_ext", "stxkeys", "stxexprs"),
  pg_get_triggerdef: of("pg_trigger", "tgname", "tgrelid", "tgfoid", "tgtype", "tgconstraint", "tgconstrrelid", "tgdeferrable", "tginitdeferred", "tgnargs", "tgargs", "tgattr", "tgqual", "tgoldtable", "tgnewtable"),
  pg_get_viewdef: of("pg_rewrite", "ev_action"),
};
