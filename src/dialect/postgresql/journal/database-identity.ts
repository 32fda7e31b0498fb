/** Which database of which cluster this is, as SQL: the same after a failover, another after a dump was restored somewhere else. */
export const databaseIdentity =
  "(SELECT system_identifier FROM pg_catalog.pg_control_system()) || '/' || (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())";

/** Whether the journal says that it was written in another one; journals that were made before it was told have a random one, which says nothing. */
export const isElsewhere = `EXISTS (SELECT FROM keelson.meta WHERE name = 'identity' AND value ~ '^[0-9]+/[0-9]+$' AND value <> ${databaseIdentity})`;
