CREATE SEQUENCE plain; CREATE SEQUENCE tuned AS smallint START 7 INCREMENT -3 MINVALUE -100 MAXVALUE 50 CACHE 9 CYCLE; CREATE SEQUENCE of_integers AS integer;
CREATE TABLE owner_table (a integer, b integer); CREATE SEQUENCE owned OWNED BY owner_table.b; CREATE SEQUENCE owned_unused AS integer OWNED BY owner_table.a;
CREATE UNLOGGED SEQUENCE unlogged; -- since 15
COMMENT ON SEQUENCE plain IS 'numbers'; GRANT USAGE ON SEQUENCE plain TO pg_monitor; GRANT SELECT, UPDATE ON SEQUENCE tuned TO PUBLIC; ALTER SEQUENCE of_integers OWNER TO pg_monitor;
CREATE TABLE with_serial (a serial, b integer GENERATED ALWAYS AS IDENTITY); GRANT USAGE ON SEQUENCE with_serial_a_seq TO pg_monitor; COMMENT ON SEQUENCE with_serial_a_seq IS 'of a serial'; GRANT SELECT ON SEQUENCE with_serial_b_seq TO pg_monitor; COMMENT ON SEQUENCE with_serial_b_seq IS 'of an identity';
CREATE UNLOGGED TABLE unlogged_identity (a integer GENERATED ALWAYS AS IDENTITY, b serial);
CREATE TABLE logged_apart (a integer GENERATED ALWAYS AS IDENTITY); ALTER SEQUENCE logged_apart_a_seq SET UNLOGGED; -- since 15
CREATE TABLE z_serial (id serial PRIMARY KEY); CREATE TABLE a_shares (LIKE z_serial INCLUDING ALL); CREATE TABLE shares_own (id serial, other integer DEFAULT nextval('shares_own_id_seq')); CREATE VIEW looks_at_it AS SELECT last_value FROM shares_own_id_seq;
