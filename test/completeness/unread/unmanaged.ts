import type { Unread } from "./unread.ts";

const named = "each is named as unmanaged";
const asked = "read where there is such an object, as the statement that makes it";

/** What belongs to kinds of objects that are named one by one, or only looked at where there are some. */
export const unmanaged: Unread = {
  pg_am: { [asked]: "amhandler amtype" },
  pg_amop: { [asked]: "*" },
  pg_amproc: { [asked]: "*" },
  pg_attribute: { [named]: "attfdwoptions" },
  pg_cast: { [asked]: "castsource casttarget castfunc castcontext castmethod" },
  pg_collation: { [asked]: "collowner collprovider collisdeterministic collencoding collcollate collctype colllocale colliculocale collicurules" },
  pg_conversion: { [asked]: "conname conowner conforencoding contoencoding conproc condefault" },
  pg_foreign_table: { [named]: "*" },
  pg_language: { [asked]: "lanname lanowner lanpltrusted lanplcallfoid laninline lanvalidator lanacl" },
  pg_largeobject_metadata: { "those with privileges are counted": "oid" },
  pg_opclass: { [asked]: "opcowner opckeytype" },
  pg_operator: { [asked]: "oprowner oprkind oprcanmerge oprcanhash oprleft oprright oprresult oprcom oprnegate oprrest oprjoin" },
  pg_opfamily: { [asked]: "opfmethod opfowner" },
  pg_statistic_ext: { [asked]: "stxname stxrelid stxowner stxkeys stxstattarget stxkind stxexprs" },
  pg_subscription: {
    [named]: "subconninfo subskiplsn subowner subenabled subbinary substream subtwophasestate subdisableonerr subpasswordrequired subrunasowner subfailover subslotname subsynccommit subpublications suborigin",
  },
  pg_transform: { [asked]: "trftype trflang trffromsql trftosql" },
  pg_ts_config: { [asked]: "cfgname cfgowner cfgparser" },
  pg_ts_config_map: { [asked]: "*" },
  pg_ts_dict: { [asked]: "dictname dictowner dicttemplate dictinitoption" },
  pg_ts_parser: { [asked]: "prsname prsstart prstoken prsend prsheadline prslextype" },
  pg_ts_template: { [asked]: "tmplname tmplinit tmpllexize" },
  pg_type: { [named]: "typbyval typcategory typispreferred typisdefined typdelim typsubscript typinput typoutput typreceive typsend typmodin typmodout typanalyze typalign typndims typdefault" },
  pg_user_mapping: { [named]: "*" },
};
