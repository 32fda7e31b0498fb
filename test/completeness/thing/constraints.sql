CREATE TABLE target (id integer PRIMARY KEY, a integer, b integer, UNIQUE (a, b));
CREATE TABLE keys (a integer, b integer, c integer, d integer, CONSTRAINT keys_pk PRIMARY KEY (b, a) INCLUDE (c) WITH (fillfactor = 60), CONSTRAINT keys_u UNIQUE (c) INCLUDE (d) DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE nulls_once (a integer, CONSTRAINT once UNIQUE NULLS NOT DISTINCT (a)); -- since 15
CREATE TABLE checks (a integer, b text, CONSTRAINT positive CHECK (a > 0), CONSTRAINT mine CHECK (length(b) < 5) NO INHERIT, CHECK (a < 100 AND b IS NOT NULL OR a = ANY (ARRAY[1, 2, 3])));
ALTER TABLE checks ADD CONSTRAINT unchecked CHECK (b <> 'x') NOT VALID;
CREATE TABLE refers (a integer REFERENCES target ON DELETE CASCADE ON UPDATE SET NULL, b integer, c integer, CONSTRAINT both_of FOREIGN KEY (b, c) REFERENCES target (a, b) MATCH FULL ON DELETE SET DEFAULT DEFERRABLE, CONSTRAINT restricts FOREIGN KEY (c) REFERENCES target ON DELETE RESTRICT ON UPDATE NO ACTION INITIALLY DEFERRED);
ALTER TABLE refers ADD CONSTRAINT refers_unchecked FOREIGN KEY (b) REFERENCES target NOT VALID;
CREATE TABLE sets_some (a integer, b integer, CONSTRAINT some_of FOREIGN KEY (a, b) REFERENCES target (a, b) ON DELETE SET NULL (b)); -- since 15
CREATE TABLE sets_default (a integer DEFAULT 1, b integer, CONSTRAINT some_d FOREIGN KEY (a, b) REFERENCES target (a, b) ON DELETE SET DEFAULT (a)); -- since 15
CREATE TABLE excludes (a integer, r int4range, p point, t box, CONSTRAINT no_overlap EXCLUDE USING gist (r WITH &&) WHERE (a > 0), EXCLUDE USING gist (t WITH &&) WITH (fillfactor = 50), CONSTRAINT by_hash EXCLUDE USING hash (a WITH =), CONSTRAINT by_expression EXCLUDE USING btree ((a + 1) WITH =, a DESC NULLS LAST WITH =) DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE excludes_include (r int4range, a integer, CONSTRAINT with_include EXCLUDE USING gist (r WITH &&) INCLUDE (a));
CREATE TABLE not_enforced (a integer, CONSTRAINT lenient CHECK (a > 0) NOT ENFORCED, CONSTRAINT lenient_fk FOREIGN KEY (a) REFERENCES target NOT ENFORCED); -- since 18
CREATE TABLE periods (id int4range, during daterange, CONSTRAINT periods_pk PRIMARY KEY (id, during WITHOUT OVERLAPS)); -- since 18
CREATE TABLE refers_period (id int4range, during daterange, CONSTRAINT refers_period_fk FOREIGN KEY (id, PERIOD during) REFERENCES periods (id, PERIOD during)); -- since 18
CREATE TABLE itself (id integer PRIMARY KEY, up integer REFERENCES itself);
CREATE TABLE circle_a (id integer PRIMARY KEY, b integer); CREATE TABLE circle_b (id integer PRIMARY KEY, a integer REFERENCES circle_a); ALTER TABLE circle_a ADD FOREIGN KEY (b) REFERENCES circle_b;
COMMENT ON CONSTRAINT positive ON checks IS 'above zero';
COMMENT ON CONSTRAINT both_of ON refers IS 'both of them';
COMMENT ON CONSTRAINT keys_pk ON keys IS 'the key';
COMMENT ON CONSTRAINT no_overlap ON excludes IS 'none at once';
CREATE TABLE by_foreign_index (a integer NOT NULL, b integer); CREATE UNIQUE INDEX as_unique ON by_foreign_index (a); CREATE TABLE refers_index (a integer REFERENCES by_foreign_index (a));
CREATE TABLE deferred_key (id integer, CONSTRAINT deferred_pk PRIMARY KEY (id) DEFERRABLE);
