import { nameTextSql } from "../names.ts";
import { type DdlSource, optionsSql } from "./source.ts";

const routine = (column: string): string => `nullif(o.${column}::regproc::text, '-')`;

export const textSearchParserSource: DdlSource = {
  catalogue: "pg_ts_parser",
  name: "o.prsname",
  schema: "o.prsnamespace",
  owner: null,
  definition: `'(' || ${optionsSql({ START: routine("prsstart"), GETTOKEN: routine("prstoken"), END: routine("prsend"), HEADLINE: routine("prsheadline"), LEXTYPES: routine("prslextype") })} || ')'`,
};

export const textSearchTemplateSource: DdlSource = {
  catalogue: "pg_ts_template",
  name: "o.tmplname",
  schema: "o.tmplnamespace",
  owner: null,
  definition: `'(' || ${optionsSql({ INIT: routine("tmplinit"), LEXIZE: routine("tmpllexize") })} || ')'`,
};

export const textSearchDictionarySource: DdlSource = {
  catalogue: "pg_ts_dict",
  name: "o.dictname",
  schema: "o.dictnamespace",
  owner: "o.dictowner",
  definition: `(SELECT format('(TEMPLATE = %s%s)', ${nameTextSql("t.tmplname", "t.tmplnamespace")}, ', ' || o.dictinitoption) FROM pg_ts_template t WHERE t.oid = o.dicttemplate)`,
};

/** One text for each sort of token: they are gathered as those of a document are. */
const mappings = `(SELECT json_agg(format('ADD MAPPING FOR %I WITH %s', t.alias, m.dictionaries))
  FROM (SELECT maptokentype, string_agg(${nameTextSql("d.dictname", "d.dictnamespace")}, ', ' ORDER BY c.mapseqno) AS dictionaries
    FROM pg_ts_config_map c JOIN pg_ts_dict d ON d.oid = c.mapdict WHERE c.mapcfg = o.oid GROUP BY c.maptokentype) m JOIN ts_token_type(o.cfgparser) t ON t.tokid = m.maptokentype)`;

export const textSearchConfigurationSource: DdlSource = {
  catalogue: "pg_ts_config",
  name: "o.cfgname",
  schema: "o.cfgnamespace",
  owner: "o.cfgowner",
  definition: `(SELECT format('(PARSER = %s)', ${nameTextSql("p.prsname", "p.prsnamespace")}) FROM pg_ts_parser p WHERE p.oid = o.cfgparser)`,
  additions: mappings,
};
