import type { Unread } from "./unread.ts";

const joined = "its number, and nothing else";

/** What follows from what is read. */
export const implied: Unread = {
  pg_amop: {
    "what it depends on says to which it belongs": "amopfamily",
    "the operator says them": "amoplefttype amoprighttype",
    "there is a family to order by, or there is none": "amoppurpose",
    "that of its family": "amopmethod",
  },
  pg_amproc: { "what it depends on says to which it belongs": "amprocfamily" },
  pg_class: { "the row type comes with what it is the row of": "reltype" },
  pg_collation: { "that of the database": "collencoding" },
  pg_constraint: { "that of its table": "connamespace", "the operators that key and types choose": "conpfeqop conppeqop conffeqop" },
  pg_default_acl: { [joined]: "oid" },
  pg_enum: { [joined]: "oid" },
  pg_extension: {
    "whoever creates it owns it: pg_dump says none either": "extowner",
    "as its control file and its scripts say": "extrelocatable extconfig extcondition",
  },
  pg_index: { "there is a constraint that says so": "indimmediate" },
  pg_init_privs: { "whether initdb or an extension gave them": "privtype" },
  pg_operator: { "its operands and its function say them": "oprkind oprresult" },
  pg_partitioned_table: { "the partition says that it is the default": "partdefid" },
  pg_publication_namespace: { [joined]: "oid" },
  pg_publication_rel: { [joined]: "oid" },
  pg_trigger: { "of the triggers of a key": "tgconstrindid" },
};
