/** Which database of which cluster this is, as SQL: the same after a failover, another after a dump was restored somewhere else. */
export const databaseIdentity =
  "(SELECT system_identifier FROM pg_catalog.pg_control_system()) || '/' || (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())";

/** What the journal says of where it was written; a random one, as the first programs made it, says nothing. */
export const identityTold = `(SELECT CASE WHEN value = ${databaseIdentity} THEN 'here' WHEN value LIKE '%/%' THEN 'elsewhere' ELSE 'untold' END FROM keelson.meta WHERE name = 'identity')`;
