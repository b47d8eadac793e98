-- Incidents: locked a day after they were written down, whatever the code forgets; what they keep follows their kind.

CREATE OR REPLACE FUNCTION app.lock_incident() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF session_user <> 'centre_web' THEN RETURN NEW; END IF;
  IF TG_OP = 'INSERT' THEN
    NEW.locks_at := least(NEW.locks_at, clock_timestamp() + interval '24 hours');
  ELSIF OLD.locks_at <= clock_timestamp() THEN
    RAISE EXCEPTION 'this incident is locked' USING ERRCODE = 'check_violation';
  ELSE
    NEW.locks_at := least(NEW.locks_at, OLD.locks_at);
  END IF;
  RETURN NEW;
END $$;

-- Acts and names of a locked incident stand as they are.
CREATE OR REPLACE FUNCTION app.lock_incident_part() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  part record := coalesce(NEW, OLD);
BEGIN
  IF session_user = 'centre_web'
     AND EXISTS (SELECT 1 FROM intake_incident i WHERE i.id = part.incident_id AND i.locks_at <= clock_timestamp()) THEN
    RAISE EXCEPTION 'this incident is locked' USING ERRCODE = 'check_violation';
  END IF;
  RETURN part;
END $$;

-- When an incident turns out to be another one, or to have been elsewhere, what hangs on it moves behind the same wall.
CREATE OR REPLACE FUNCTION app.move_incident() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE intake_incidentperson p SET restricted = (NEW.keeping = 'restricted'), compartment = NEW.compartment
   WHERE p.incident_id = NEW.id;
  UPDATE intake_incidentstory s
     SET restricted = s.restricted OR (NEW.keeping = 'restricted' AND s.compartment <> 'nursing'),
         compartment = CASE WHEN NEW.compartment <> 'desk' THEN NEW.compartment ELSE s.compartment END
   WHERE s.incident_id = NEW.id;
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS lock_incident ON intake_incident;
CREATE TRIGGER lock_incident BEFORE INSERT OR UPDATE ON intake_incident FOR EACH ROW EXECUTE FUNCTION app.lock_incident();
DROP TRIGGER IF EXISTS lock_incident_act ON intake_incidentact;
CREATE TRIGGER lock_incident_act BEFORE INSERT OR UPDATE ON intake_incidentact
  FOR EACH ROW EXECUTE FUNCTION app.lock_incident_part();
DROP TRIGGER IF EXISTS lock_incident_person ON intake_incidentperson;
CREATE TRIGGER lock_incident_person BEFORE INSERT OR DELETE ON intake_incidentperson
  FOR EACH ROW EXECUTE FUNCTION app.lock_incident_part();
DROP TRIGGER IF EXISTS move_incident ON intake_incident;
CREATE TRIGGER move_incident AFTER UPDATE ON intake_incident FOR EACH ROW
  WHEN (OLD.keeping IS DISTINCT FROM NEW.keeping OR OLD.compartment IS DISTINCT FROM NEW.compartment)
  EXECUTE FUNCTION app.move_incident();

-- They are asked by their triggers alone.
REVOKE ALL ON FUNCTION app.lock_incident() FROM PUBLIC;
REVOKE ALL ON FUNCTION app.lock_incident_part() FROM PUBLIC;
REVOKE ALL ON FUNCTION app.move_incident() FROM PUBLIC;
