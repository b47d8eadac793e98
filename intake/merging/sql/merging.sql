-- Files joined as one person: a file denied to somebody on one side is denied on the other for as long as they are
-- joined. Joining gives nobody anything, and takes nothing away from those who were allowed both. Source: PRIVACY 2.

-- The other files of the same person.
CREATE OR REPLACE FUNCTION app.files_joined(p_person uuid) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  WITH root AS (SELECT coalesce(p.merged_into_id, p.id) AS id FROM intake_person p WHERE p.id = p_person)
  SELECT p.id FROM root JOIN intake_person p ON p.id = root.id OR p.merged_into_id = root.id WHERE p.id <> p_person
$$;
REVOKE ALL ON FUNCTION app.files_joined(uuid) FROM PUBLIC;

-- A denial stands on the joined files too, and goes when it goes.
CREATE OR REPLACE FUNCTION app.deny_joined() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF pg_trigger_depth() > 4 THEN RETURN NULL; END IF;
  IF TG_OP = 'DELETE' THEN
    IF OLD.reason NOT LIKE 'joined %' THEN
      DELETE FROM centre_denial d WHERE d.principal = OLD.principal AND d.reason = left('joined ' || OLD.person || ' ' || OLD.reason, 200);
      INSERT INTO centre_denial (person, principal, reason, decided_by, created_at)
      SELECT OLD.person, d.principal, left('joined ' || d.person || ' ' || d.reason, 200), d.decided_by, clock_timestamp()
        FROM centre_denial d
       WHERE d.person IN (SELECT app.files_joined(OLD.person)) AND d.principal = OLD.principal AND d.reason NOT LIKE 'joined %'
       LIMIT 1 ON CONFLICT (person, principal) DO NOTHING;
    END IF;
    RETURN NULL;
  END IF;
  IF NEW.reason NOT LIKE 'joined %' THEN
    INSERT INTO centre_denial (person, principal, reason, decided_by, created_at)
    SELECT other, NEW.principal, left('joined ' || NEW.person || ' ' || NEW.reason, 200), NEW.decided_by, clock_timestamp()
      FROM app.files_joined(NEW.person) other
    ON CONFLICT (person, principal) DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.deny_joined() FROM PUBLIC;

-- Files are joined or taken apart: denials are shared, or given back.
CREATE OR REPLACE FUNCTION app.share_denials() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.merged_into_id IS NOT NULL THEN
    DELETE FROM centre_denial d
     WHERE (d.person = NEW.id AND d.reason LIKE 'joined %')
        OR (d.reason LIKE 'joined ' || NEW.id || ' %');
  END IF;
  IF NEW.merged_into_id IS NOT NULL THEN
    INSERT INTO centre_denial (person, principal, reason, decided_by, created_at)
    SELECT other, d.principal, left('joined ' || d.person || ' ' || d.reason, 200), d.decided_by, clock_timestamp()
      FROM (SELECT NEW.id AS id UNION SELECT app.files_joined(NEW.id)) files
      JOIN centre_denial d ON d.person = files.id AND d.reason NOT LIKE 'joined %'
      CROSS JOIN LATERAL app.files_joined(files.id) other
    ON CONFLICT (person, principal) DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.share_denials() FROM PUBLIC;

-- Whether other files hang on this one, also those out of the actor's reach; said to those who hold its desk, never which.
CREATE OR REPLACE FUNCTION app.has_joined(p_person uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT app.holds(p_person, 'desk') AND EXISTS (SELECT 1 FROM intake_person p WHERE p.merged_into_id = p_person)
$$;

-- A file is joined to one that stands, and no other hangs on it: in a chain a denial would stop half way.
CREATE OR REPLACE FUNCTION app.no_chain() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM intake_person p WHERE p.merged_into_id = NEW.id)
     OR EXISTS (SELECT 1 FROM intake_person p WHERE p.id = NEW.merged_into_id AND p.merged_into_id IS NOT NULL) THEN
    RAISE EXCEPTION 'files are joined two by two, in no chain' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION app.no_chain() FROM PUBLIC;

DO $$ BEGIN
  IF to_regclass('public.intake_person') IS NOT NULL AND to_regclass('public.centre_denial') IS NOT NULL THEN
    CREATE OR REPLACE TRIGGER deny_joined AFTER INSERT OR DELETE ON centre_denial
      FOR EACH ROW EXECUTE FUNCTION app.deny_joined();
    CREATE OR REPLACE TRIGGER share_denials AFTER UPDATE OF merged_into_id ON intake_person
      FOR EACH ROW WHEN (OLD.merged_into_id IS DISTINCT FROM NEW.merged_into_id) EXECUTE FUNCTION app.share_denials();
    CREATE OR REPLACE TRIGGER no_chain BEFORE UPDATE OF merged_into_id ON intake_person
      FOR EACH ROW WHEN (NEW.merged_into_id IS NOT NULL AND OLD.merged_into_id IS DISTINCT FROM NEW.merged_into_id)
      EXECUTE FUNCTION app.no_chain();
  END IF;
END $$;
