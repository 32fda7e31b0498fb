import type { Unread } from "./unread.ts";

const kept = "where and how the server keeps it";
const measured = "what the server measured";
const vacuumed = "for VACUUM";
const byType = "of the type, copied";

/** What the server keeps for itself. */
export const storage: Unread = {
  pg_type: { "no array is held to it": "typndims" },
  pg_attribute: {
    [byType]: "attlen attbyval attalign",
    "for the server alone": "attcacheoff",
    "values of rows from before the column": "atthasmissing attmissingval",
    "no array is held to it": "attndims",
  },
  pg_class: {
    [kept]: "relfilenode relrewrite",
    [measured]: "relpages reltuples relallvisible relallfrozen",
    [vacuumed]: "relfrozenxid relminmxid",
    "counts and hints of what other catalogues hold": "relnatts relchecks relhasrules relhastriggers relhassubclass",
    "of catalogues alone": "relisshared",
  },
  pg_collation: { "the version of the library, which a copy has its own of": "collversion" },
  pg_index: { "when it may be used": "indcheckxmin" },
  pg_largeobject: { "data, not schema": "*" },
  pg_statistic: { [measured]: "*" },
  pg_statistic_ext_data: { [measured]: "*" },
  pg_subscription_rel: { "how far a subscription has come": "*" },
};
