-- Doses are kept by the database whatever writes them: above a signed limit, or without the second check, none is given
-- unless that stands beside it; who checks is another than who prepared, with a second factor. Source: DOMAIN 10.
CREATE OR REPLACE FUNCTION app.dose_keeps_the_rules() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  rule care_doselimits%ROWTYPE; ready care_preparation%ROWTYPE; allowed bigint; already bigint;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF OLD.struck_at IS NOT NULL AND NEW.struck_at IS DISTINCT FROM OLD.struck_at OR OLD.left_at IS NOT NULL AND NEW.left_at IS DISTINCT FROM OLD.left_at
       OR OLD.entry_id IS NOT NULL AND NEW.entry_id IS DISTINCT FROM OLD.entry_id THEN
      RAISE EXCEPTION 'what is written of a dose stays' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.outcome <> 'given' THEN
    RETURN NEW;
  END IF;
  SELECT * INTO rule FROM care_doselimits l WHERE l.substance = NEW.substance AND l.valid_from <= NEW.day
   ORDER BY l.valid_from DESC, l.signed_at DESC, l.id DESC LIMIT 1;
  SELECT coalesce(sum(d.amount_ug), 0) INTO already FROM care_dose d
   WHERE d.person_id = NEW.person_id AND d.substance = NEW.substance AND d.day = NEW.day AND d.outcome = 'given' AND d.struck_at IS NULL;
  SELECT coalesce(max(c.amount_ug), 0) INTO allowed FROM care_decision c WHERE c.id = NEW.decision_id AND c.kind = 'above' AND c.day = NEW.day;
  IF (NEW.amount_ug > rule.single_ug OR already + NEW.amount_ug > rule.daily_ug) AND already + NEW.amount_ug > allowed
     AND NOT 'above' = ANY (NEW.outside) THEN
    RAISE EXCEPTION 'this dose is above the signed limit' USING ERRCODE = '23514';
  END IF;
  IF NEW.preparation_id IS NOT NULL THEN
    SELECT * INTO ready FROM care_preparation p WHERE p.id = NEW.preparation_id;
    IF ready.checked_at IS NULL OR ready.dropped_at IS NOT NULL OR (ready.amount_ug, ready.day, ready.slot, ready.substance)
       IS DISTINCT FROM (NEW.amount_ug, NEW.day, NEW.slot, NEW.substance) OR ready.person_id IS DISTINCT FROM NEW.person_id THEN
      RAISE EXCEPTION 'this is not the dose that was prepared and checked' USING ERRCODE = '23514';
    END IF;
  ELSIF coalesce(rule.two_steps, false) AND NOT 'steps' = ANY (NEW.outside) THEN
    RAISE EXCEPTION 'this dose is prepared by one worker and checked by another' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END
$$;

CREATE OR REPLACE FUNCTION app.dose_checked_by_two() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' AND (NEW.checked_at IS NOT NULL OR NEW.dropped_at IS NOT NULL)
     OR TG_OP = 'UPDATE' AND (OLD.checked_at IS NOT NULL AND (NEW.checked_at, NEW.checked_by) IS DISTINCT FROM (OLD.checked_at, OLD.checked_by)
                              OR OLD.dropped_at IS NOT NULL AND NEW.dropped_at IS DISTINCT FROM OLD.dropped_at) THEN
    RAISE EXCEPTION 'a preparation is checked once, after it was made' USING ERRCODE = '23514';
  END IF;
  IF TG_OP = 'UPDATE' AND session_user = 'centre_web' AND OLD.checked_at IS NULL AND NEW.checked_at IS NOT NULL AND NOT app.fresh() THEN
    RAISE EXCEPTION 'the second check needs a second factor typed just before' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END
$$;
DO $$ BEGIN
  IF to_regclass('public.care_dose') IS NOT NULL THEN
    DROP TRIGGER IF EXISTS dose_keeps_the_rules ON care_dose;
    CREATE TRIGGER dose_keeps_the_rules BEFORE INSERT OR UPDATE ON care_dose FOR EACH ROW EXECUTE FUNCTION app.dose_keeps_the_rules();
    DROP TRIGGER IF EXISTS dose_checked_by_two ON care_preparation;
    CREATE TRIGGER dose_checked_by_two BEFORE INSERT OR UPDATE ON care_preparation FOR EACH ROW EXECUTE FUNCTION app.dose_checked_by_two();
  END IF;
END $$;
