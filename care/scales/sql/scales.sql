-- A correction puts right a result of the same person, scale, substance and part of the file, in sight of who writes it.
-- Source: DOMAIN 14.
CREATE OR REPLACE FUNCTION app.scale_replaces() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.replaces_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM care_scaleresult r
     WHERE r.id = NEW.replaces_id AND r.id <> NEW.id AND r.person_id = NEW.person_id AND r.compartment = NEW.compartment
       AND r.code = NEW.code AND r.about = NEW.about AND r.written_at <= NEW.written_at) THEN
    RAISE EXCEPTION 'a result puts right one of the same person, scale and part of the file' USING ERRCODE = '23514';
  END IF;
  IF (NEW.replaces_id IS NULL) <> (NEW.because IS NULL) THEN
    RAISE EXCEPTION 'a correction says why' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;

DROP TRIGGER IF EXISTS scale_replaces ON care_scaleresult;
CREATE TRIGGER scale_replaces BEFORE INSERT ON care_scaleresult FOR EACH ROW EXECUTE FUNCTION app.scale_replaces();
