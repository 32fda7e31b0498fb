/** An option of CREATE AGGREGATE with a function of the catalogue, where it has one. */
const routine = (word: string, column: string): string =>
  `CASE WHEN g.${column}::oid <> 0 THEN '${word} = ' || g.${column}::regproc::text END`;
const text = (word: string, column: string): string =>
  `CASE WHEN g.${column} IS NOT NULL THEN '${word} = ' || quote_literal(g.${column}) END`;
const size = (word: string, column: string): string => `CASE WHEN g.${column} <> 0 THEN '${word} = ' || g.${column} END`;
const type = (word: string, column: string): string => `CASE WHEN g.${column} <> 0 THEN '${word} = ' || format_type(g.${column}, NULL) END`;
const extra = (word: string, column: string): string => `CASE WHEN g.${column} THEN '${word}' END`;

/** READ_ONLY is the default, but for an ordered-set aggregate. */
const modify = (word: string, column: string): string =>
  `CASE WHEN g.${column} <> CASE WHEN g.aggkind = 'n' THEN 'r'::"char" ELSE 'w'::"char" END THEN '${word} = ' || CASE g.${column} WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END END`;

const options: readonly string[] = [
  routine("SFUNC", "aggtransfn"),
  type("STYPE", "aggtranstype"),
  size("SSPACE", "aggtransspace"),
  routine("FINALFUNC", "aggfinalfn"),
  extra("FINALFUNC_EXTRA", "aggfinalextra"),
  modify("FINALFUNC_MODIFY", "aggfinalmodify"),
  routine("COMBINEFUNC", "aggcombinefn"),
  routine("SERIALFUNC", "aggserialfn"),
  routine("DESERIALFUNC", "aggdeserialfn"),
  text("INITCOND", "agginitval"),
  routine("MSFUNC", "aggmtransfn"),
  routine("MINVFUNC", "aggminvtransfn"),
  type("MSTYPE", "aggmtranstype"),
  size("MSSPACE", "aggmtransspace"),
  routine("MFINALFUNC", "aggmfinalfn"),
  extra("MFINALFUNC_EXTRA", "aggmfinalextra"),
  `CASE WHEN g.aggmtransfn::oid <> 0 THEN ${modify("MFINALFUNC_MODIFY", "aggmfinalmodify")} END`,
  text("MINITCOND", "aggminitval"),
  "CASE WHEN g.aggsortop <> 0 THEN (SELECT 'SORTOP = OPERATOR(' || quote_ident(o.nspname) || '.' || q.oprname || ')' FROM pg_operator q JOIN pg_namespace o ON o.oid = q.oprnamespace WHERE q.oid = g.aggsortop) END",
  "CASE p.proparallel WHEN 's' THEN 'PARALLEL = SAFE' WHEN 'r' THEN 'PARALLEL = RESTRICTED' END",
  "CASE WHEN g.aggkind = 'h' THEN 'HYPOTHETICAL' END",
];

/** The statement that makes an aggregate, which no function of the server prints. `proc`: an alias `p` of pg_proc. */
export const aggregateDefinition = (
  proc: "p",
): string => `(SELECT format(E'CREATE AGGREGATE %I.%I(%s) (\\n    %s\\n)', (SELECT nspname FROM pg_namespace WHERE oid = ${proc}.pronamespace), ${proc}.proname,
    coalesce(nullif(pg_get_function_arguments(${proc}.oid), ''), '*'), concat_ws(E',\\n    ', ${options.join(", ")})) FROM pg_aggregate g WHERE g.aggfnoid = ${proc}.oid)`;
