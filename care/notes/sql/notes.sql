-- A wording is made better within a day, one version after the other, and the earlier one stays in the history; after that
-- day one adds. A note is not dated in the future, or its day would never end. Source: PRIVACY 3.
CREATE OR REPLACE FUNCTION app.note_keeps_its_words() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF session_user <> 'centre_web' THEN RETURN NEW; END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.at > clock_timestamp() + interval '1 hour' THEN
      RAISE EXCEPTION 'a note is not dated in the future' USING ERRCODE = '42501';
    END IF;
  ELSIF NEW.body IS DISTINCT FROM OLD.body OR NEW.version IS DISTINCT FROM OLD.version THEN
    IF OLD.at < clock_timestamp() - interval '25 hours' OR NEW.version <> OLD.version + 1 OR NEW.body IS NULL THEN
      RAISE EXCEPTION 'this note is added to, not rewritten' USING ERRCODE = '42501';
    END IF;
  END IF;
  RETURN NEW;
END
$$;
DO $$ BEGIN
  IF to_regclass('public.care_note') IS NOT NULL THEN
    DROP TRIGGER IF EXISTS note_keeps_its_words ON care_note;
    CREATE TRIGGER note_keeps_its_words BEFORE INSERT OR UPDATE ON care_note
      FOR EACH ROW EXECUTE FUNCTION app.note_keeps_its_words();
  END IF;
END $$;
