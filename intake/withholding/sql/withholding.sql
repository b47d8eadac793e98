-- A withholding that stands is a denial in the access book; deny beats allow at every wall. Source: PRIVACY 2.

CREATE OR REPLACE FUNCTION app.withhold_file() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' OR NEW.ended_at IS NOT NULL THEN
    DELETE FROM centre_denial d WHERE d.person = OLD.person_id AND d.principal = OLD.colleague_id AND d.reason = 'withheld';
  ELSE
    INSERT INTO centre_denial (person, principal, reason, decided_by, created_at)
    VALUES (NEW.person_id, NEW.colleague_id, 'withheld', NEW.decided_by, clock_timestamp())
    ON CONFLICT (person, principal) DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.withhold_file() FROM PUBLIC;

-- When another denial of the same file ends, a withholding that stands takes its place.
CREATE OR REPLACE FUNCTION app.keep_withheld() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO centre_denial (person, principal, reason, decided_by, created_at)
  SELECT w.person_id, w.colleague_id, 'withheld', w.decided_by, clock_timestamp()
    FROM intake_withholding w
   WHERE w.person_id = OLD.person AND w.colleague_id = OLD.principal AND w.ended_at IS NULL
  ON CONFLICT (person, principal) DO NOTHING;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.keep_withheld() FROM PUBLIC;

DO $$ BEGIN
  IF to_regclass('public.intake_withholding') IS NOT NULL THEN
    CREATE OR REPLACE TRIGGER withhold_file AFTER INSERT OR UPDATE OF ended_at OR DELETE ON intake_withholding
      FOR EACH ROW EXECUTE FUNCTION app.withhold_file();
    CREATE OR REPLACE TRIGGER keep_withheld AFTER DELETE ON centre_denial
      FOR EACH ROW EXECUTE FUNCTION app.keep_withheld();
  END IF;
END $$;
