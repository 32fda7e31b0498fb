import type { Unread } from "./unread.ts";

const roles = "roles are of the cluster: documents name them, and make none";
const database = "of the database itself, as whoever makes it says; pg_dump leaves it to --create";

/** What is of the cluster, and not of a database. */
export const cluster: Unread = {
  pg_auth_members: { [roles]: "*" },
  pg_authid: { [roles]: "*" },
  pg_database: {
    [database]:
      "datdba encoding datlocprovider datistemplate datallowconn dathasloginevt datconnlimit dattablespace datcollate datctype datlocale daticulocale daticurules datcollversion datacl datlastsysoid",
    "for VACUUM": "datfrozenxid datminmxid",
  },
  pg_parameter_acl: { "settings of the cluster": "*" },
  pg_replication_origin: { "replication of the cluster": "*" },
  pg_shdepend: { "who owns and who was granted, again": "*" },
  pg_shdescription: { "of roles, tablespaces and databases": "*" },
  pg_tablespace: { "tablespaces are of the cluster: documents name them, and make none": "spcowner spcacl spcoptions" },
};
