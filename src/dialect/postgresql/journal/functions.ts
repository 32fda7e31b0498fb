/** Moves with what the functions do; a journal that has older ones is given these. They keep their meaning for the programs before. */
export const functionsRevision = 1;

// KEY SHARE conflicts with a change of the key column token alone: a takeover waits for the commit in flight, a heartbeat does not.
const fence = `
CREATE OR REPLACE FUNCTION keelson.fence(wanted_token uuid, wanted_holder uuid) RETURNS void LANGUAGE plpgsql AS $fence$
BEGIN
  PERFORM FROM keelson.lease WHERE token = wanted_token AND holder = wanted_holder FOR KEY SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'KL001', MESSAGE = 'the lease of this database was taken over by another runner';
  END IF;
END
$fence$;
`;

// Of messages that travel together none may run whose predecessor failed, whatever that left of the session. By its order, since a plan that
// was made and kept while the table was small would read all of it each time.
const follows = `
CREATE OR REPLACE FUNCTION keelson.follows(of_project text, last_hash text) RETURNS void LANGUAGE plpgsql AS $follows$
DECLARE
  last_there text;
BEGIN
  SELECT h.hash INTO last_there FROM keelson.history AS h WHERE h.project = of_project ORDER BY h.seq DESC LIMIT 1;
  IF last_there IS DISTINCT FROM last_hash THEN
    RAISE EXCEPTION USING ERRCODE = 'KL002', MESSAGE = 'the stage before this one did not commit';
  END IF;
END
$follows$;
`;

// The end of nearly every revision: its plans are kept for the session, where statements would be planned each time.
const record = `
CREATE OR REPLACE FUNCTION keelson.record(
  of_project text, its_seq bigint, its_kind text, its_revision text, its_message text, its_parents text, its_digest text, its_plan text,
  its_outcome text, its_steps text, its_author text, its_start text, its_end text, its_prev text, its_hash text,
  head_from text, head_to text, refs text[], kinds text[], origins text[]
) RETURNS void LANGUAGE plpgsql AS $record$
BEGIN
  INSERT INTO keelson.history VALUES (of_project, its_seq, its_kind, its_revision, its_message, its_parents, its_digest, its_plan,
    its_outcome, its_steps, its_author, its_start, its_end, its_prev, its_hash);
  IF head_from IS NOT NULL THEN
    UPDATE keelson.head AS h SET revision = head_to WHERE h.project = of_project AND h.revision = head_from;
  ELSIF head_to IS NOT NULL THEN
    INSERT INTO keelson.head VALUES (of_project, head_to) ON CONFLICT DO NOTHING;
  END IF;
  FOR at IN 1 .. pg_catalog.cardinality(refs) LOOP
    INSERT INTO keelson.object (project, ref, kind, origin) VALUES (of_project, refs[at], kinds[at], origins[at])
      ON CONFLICT (project, ref) DO UPDATE SET kind = EXCLUDED.kind, origin = EXCLUDED.origin;
  END LOOP;
END
$record$;
`;

/** In one message, and so in one transaction. */
export const createFunctions = `${fence}${follows}${record}
INSERT INTO keelson.meta VALUES ('functions', '${functionsRevision}') ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value;
`;
