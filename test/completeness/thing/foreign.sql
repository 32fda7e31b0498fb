CREATE FOREIGN DATA WRAPPER wrapper OPTIONS (a 'b', "C d" 'it''s'); CREATE SERVER server_one TYPE 'kind' VERSION '1.2' FOREIGN DATA WRAPPER wrapper OPTIONS (host 'h'); CREATE SERVER server_two FOREIGN DATA WRAPPER wrapper; CREATE USER MAPPING FOR PUBLIC SERVER server_one OPTIONS ("user" 'u'); CREATE USER MAPPING FOR pg_monitor SERVER server_one;
CREATE FOREIGN TABLE far (a integer OPTIONS (column_name 'x') NOT NULL DEFAULT 5, b text COLLATE "C", CONSTRAINT positive CHECK (a > 0)) SERVER server_one OPTIONS (table_name 'far_away'); GRANT SELECT ON far TO pg_monitor; COMMENT ON FOREIGN TABLE far IS 'far'; COMMENT ON COLUMN far.a IS 'its a'; COMMENT ON SERVER server_one IS 'a server'; COMMENT ON FOREIGN DATA WRAPPER wrapper IS 'a wrapper'; GRANT USAGE ON FOREIGN SERVER server_one TO pg_monitor; GRANT USAGE ON FOREIGN DATA WRAPPER wrapper TO pg_monitor; ALTER FOREIGN TABLE far OWNER TO pg_monitor;
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER on_far_row BEFORE INSERT ON far FOR EACH ROW EXECUTE FUNCTION f();
CREATE TABLE split (a integer) PARTITION BY LIST (a); CREATE FOREIGN TABLE split_far PARTITION OF split FOR VALUES IN (1) SERVER server_one; ALTER FOREIGN TABLE split_far ALTER a OPTIONS (column_name 'x');
CREATE TABLE published (id integer PRIMARY KEY, a text, b text); CREATE PUBLICATION some_of FOR TABLE published WITH (publish = 'insert, update'); CREATE PUBLICATION every_one FOR ALL TABLES WITH (publish_via_partition_root); CREATE PUBLICATION none; COMMENT ON PUBLICATION some_of IS 'a publication';
CREATE PUBLICATION filtered FOR TABLE published (id, a) WHERE (id > 5); CREATE SCHEMA shown; CREATE PUBLICATION of_schema FOR TABLES IN SCHEMA shown; -- since 15
CREATE PUBLICATION with_generated WITH (publish_generated_columns = stored); -- since 18
CREATE SUBSCRIPTION sub CONNECTION 'host=nowhere dbname=x password=canary' PUBLICATION some_of, every WITH (connect = false, slot_name = NONE, enabled = false, create_slot = false, binary = true, streaming = on, synchronous_commit = 'local');
COMMENT ON SUBSCRIPTION sub IS 'a subscription'; ALTER SUBSCRIPTION sub SET (slot_name = 'slot');
ALTER SUBSCRIPTION sub SET (disable_on_error = true); -- since 15
ALTER SUBSCRIPTION sub SET (origin = none, run_as_owner = true, password_required = false); -- since 16
ALTER SERVER server_two OWNER TO pg_monitor;
CREATE EXTENSION IF NOT EXISTS plpgsql; COMMENT ON EXTENSION plpgsql IS 'changed comment';
