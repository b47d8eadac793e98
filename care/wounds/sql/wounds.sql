-- A photograph belongs to a look at the same wound, and no look is added to a wound that is closed, whoever was quicker: the
-- wound is held while it is looked at. A look that was struck out stays struck out.
CREATE OR REPLACE FUNCTION app.look_at_open_wound() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  ended timestamptz;
BEGIN
  -- Asked first: a refusal below would tell somebody outside that this person has a wound.
  IF session_user = 'centre_web' AND NOT app.holds(NEW.person_id, 'nursing') THEN
    RAISE EXCEPTION 'no standing on this person' USING ERRCODE = '42501';
  END IF;
  SELECT closed_at INTO ended FROM care_wound WHERE id = NEW.wound_id FOR SHARE;
  IF ended IS NOT NULL THEN
    RAISE EXCEPTION 'this wound is closed' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END
$$;
CREATE OR REPLACE FUNCTION app.strike_stays() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.struck_at IS NOT NULL AND (NEW.struck_at IS DISTINCT FROM OLD.struck_at OR NEW.struck_by IS DISTINCT FROM OLD.struck_by) THEN
    RAISE EXCEPTION 'what was struck out stays struck out' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END
$$;
CREATE OR REPLACE FUNCTION app.photo_of_this_wound() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  -- Asked first: a refusal below would tell somebody outside that this person has a wound.
  IF session_user = 'centre_web' AND NOT app.holds(NEW.person_id, 'nursing') THEN
    RAISE EXCEPTION 'no standing on this person' USING ERRCODE = '42501';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM care_woundlook l WHERE l.id = NEW.look_id AND l.wound_id = NEW.wound_id AND l.person_id = NEW.person_id) THEN
    RAISE EXCEPTION 'this look was at another wound' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END
$$;
DO $$ BEGIN
  IF to_regclass('public.care_woundlook') IS NOT NULL THEN
    DROP TRIGGER IF EXISTS look_at_open_wound ON care_woundlook;
    CREATE TRIGGER look_at_open_wound BEFORE INSERT ON care_woundlook FOR EACH ROW EXECUTE FUNCTION app.look_at_open_wound();
    DROP TRIGGER IF EXISTS strike_stays ON care_woundlook;
    CREATE TRIGGER strike_stays BEFORE UPDATE ON care_woundlook FOR EACH ROW EXECUTE FUNCTION app.strike_stays();
  END IF;
  IF to_regclass('public.care_woundphoto') IS NOT NULL THEN
    DROP TRIGGER IF EXISTS bytes_stay_or_go ON care_woundphoto;
    CREATE TRIGGER bytes_stay_or_go BEFORE UPDATE ON care_woundphoto FOR EACH ROW EXECUTE FUNCTION app.bytes_stay_or_go();
  END IF;
  IF to_regclass('public.care_woundphoto') IS NOT NULL THEN
    DROP TRIGGER IF EXISTS photo_of_this_wound ON care_woundphoto;
    CREATE TRIGGER photo_of_this_wound BEFORE INSERT ON care_woundphoto FOR EACH ROW EXECUTE FUNCTION app.photo_of_this_wound();
  END IF;
END $$;
