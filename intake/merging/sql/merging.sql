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

DO $$ BEGIN
  IF to_regclass('public.intake_person') IS NOT NULL AND to_regclass('public.centre_denial') IS NOT NULL THEN
    CREATE OR REPLACE TRIGGER deny_joined AFTER INSERT OR DELETE ON centre_denial
      FOR EACH ROW EXECUTE FUNCTION app.deny_joined();
    CREATE OR REPLACE TRIGGER share_denials AFTER UPDATE OF merged_into_id ON intake_person
      FOR EACH ROW WHEN (OLD.merged_into_id IS DISTINCT FROM NEW.merged_into_id) EXECUTE FUNCTION app.share_denials();
  END IF;
END $$;
