import type { Unread } from "./unread.ts";

const named = "each is named as unmanaged";

/** What belongs to kinds of objects that are named one by one, and not described. */
export const unmanaged: Unread = {
  pg_am: { [named]: "amhandler amtype" },
  pg_amop: { [named]: "*" },
  pg_amproc: { [named]: "*" },
  pg_attribute: { [named]: "attfdwoptions" },
  pg_cast: { [named]: "castfunc castcontext castmethod" },
  pg_collation: { [named]: "collowner collprovider collisdeterministic collencoding collcollate collctype colllocale colliculocale collicurules" },
  pg_conversion: { [named]: "conowner conforencoding contoencoding conproc condefault" },
  pg_foreign_table: { [named]: "*" },
  pg_language: { [named]: "lanowner lanispl lanpltrusted lanplcallfoid laninline lanvalidator lanacl" },
  pg_largeobject_metadata: { "those with privileges are counted": "oid" },
  pg_opclass: { [named]: "opcowner opckeytype" },
  pg_operator: { [named]: "oprowner oprkind oprcanmerge oprcanhash oprleft oprright oprresult oprcom oprnegate oprcode oprrest oprjoin" },
  pg_opfamily: { [named]: "opfmethod opfowner" },
  pg_statistic_ext: { [named]: "stxrelid stxowner stxkeys stxstattarget stxkind stxexprs" },
  pg_subscription: {
    [named]: "subconninfo subskiplsn subowner subenabled subbinary substream subtwophasestate subdisableonerr subpasswordrequired subrunasowner subfailover subslotname subsynccommit subpublications suborigin",
  },
  pg_transform: { [named]: "trflang trffromsql trftosql" },
  pg_ts_config: { [named]: "cfgowner cfgparser" },
  pg_ts_config_map: { [named]: "*" },
  pg_ts_dict: { [named]: "dictowner dicttemplate dictinitoption" },
  pg_ts_parser: { [named]: "prsstart prstoken prsend prsheadline prslextype" },
  pg_ts_template: { [named]: "tmplinit tmpllexize" },
  pg_type: { [named]: "typbyval typcategory typispreferred typisdefined typdelim typsubscript typinput typoutput typreceive typsend typmodin typmodout typanalyze typalign typndims typdefault" },
  pg_user_mapping: { [named]: "*" },
};
