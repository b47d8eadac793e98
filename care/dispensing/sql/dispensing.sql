-- Doses are kept by the database whatever writes them: above a signed limit, or without the second check, none is given
-- unless that stands beside it; who checks is another than who prepared, with a second factor. Source: DOMAIN 10.
-- Whether two files are of one person: the same, or joined. For the functions below alone.
CREATE OR REPLACE FUNCTION app.one_file(p_one uuid, p_other uuid) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM intake_person a, intake_person b WHERE a.id = p_one AND b.id = p_other
                    AND (a.id = b.id OR a.merged_into_id = b.id OR b.merged_into_id = a.id OR a.merged_into_id = b.merged_into_id))
$$;
REVOKE ALL ON FUNCTION app.one_file(uuid, uuid) FROM PUBLIC;

-- A dose, a preparation and a bottle are of the person and of the substance of their prescription.
CREATE OR REPLACE FUNCTION app.dose_of_its_prescription() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE plan care_prescription%ROWTYPE;
BEGIN
  -- Asked first: a refusal below would tell somebody outside what this person takes.
  IF TG_OP = 'INSERT' AND session_user = 'centre_web' AND NOT app.holds(NEW.person_id, 'nursing') THEN
    RAISE EXCEPTION 'no standing on this person' USING ERRCODE = '42501';
  END IF;
  SELECT * INTO plan FROM care_prescription p WHERE p.id = NEW.prescription_id;
  IF NEW.substance IS DISTINCT FROM plan.substance OR NOT app.one_file(NEW.person_id, plan.person_id) THEN
    RAISE EXCEPTION 'this prescription is of another person or substance' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END
$$;

-- The line of the drug register that a dose or some bottles point to: a supply of the same account that stands, theirs alone.
CREATE OR REPLACE FUNCTION app.dose_in_the_register(p_entry bigint, p_prescription uuid, p_ug bigint, p_dose uuid) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE line care_registerentry%ROWTYPE; bottled bigint := 0;
BEGIN
  SELECT * INTO line FROM care_registerentry e WHERE e.id = p_entry;
  PERFORM pg_advisory_xact_lock(hashtextextended('drug account ' || line.account_id, 0));  -- one lock, however many doses
  IF p_dose IS NULL THEN
    SELECT coalesce(sum(b.amount_ug), 0) INTO bottled FROM care_bottle b WHERE b.entry_id = p_entry AND b.prescription_id = p_prescription;
  END IF;
  IF line.kind IS DISTINCT FROM 'supply' OR line.account_id IS DISTINCT FROM (SELECT p.account_id FROM care_prescription p WHERE p.id = p_prescription)
     OR p_dose IS NOT NULL AND line.amount_ug <> -p_ug OR p_dose IS NULL AND -line.amount_ug < bottled + p_ug
     OR EXISTS (SELECT 1 FROM care_registerentry e WHERE e.about_id = p_entry AND e.kind = 'back')
     OR EXISTS (SELECT 1 FROM care_dose d WHERE d.entry_id = p_entry AND d.id IS DISTINCT FROM p_dose)
     OR EXISTS (SELECT 1 FROM care_bottle b WHERE b.entry_id = p_entry AND (p_dose IS NOT NULL OR b.prescription_id <> p_prescription)) THEN
    RAISE EXCEPTION 'this line of the drug register is not that of this dose' USING ERRCODE = '23514';
  END IF;
END
$$;
REVOKE ALL ON FUNCTION app.dose_in_the_register(bigint, uuid, bigint, uuid) FROM PUBLIC;

CREATE OR REPLACE FUNCTION app.bottle_in_the_register() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  -- Asked first: a refusal below would tell somebody outside what this person takes.
  IF TG_OP = 'INSERT' AND session_user = 'centre_web' AND NOT app.holds(NEW.person_id, 'nursing') THEN
    RAISE EXCEPTION 'no standing on this person' USING ERRCODE = '42501';
  END IF;
  IF TG_OP = 'INSERT' THEN
    PERFORM app.dose_in_the_register(NEW.entry_id, NEW.prescription_id, NEW.amount_ug, NULL);
  ELSIF OLD.back_at IS NOT NULL AND (NEW.back_at, NEW.back_by, NEW.back_as) IS DISTINCT FROM (OLD.back_at, OLD.back_by, OLD.back_as) THEN
    RAISE EXCEPTION 'this bottle was taken back already' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END
$$;

CREATE OR REPLACE FUNCTION app.dose_keeps_the_rules() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  rule care_doselimits%ROWTYPE; ready care_preparation%ROWTYPE; allowed bigint; already bigint; files uuid[];
BEGIN
  -- Asked first: a refusal below would tell somebody outside what this person takes.
  IF TG_OP = 'INSERT' AND session_user = 'centre_web' AND NOT app.holds(NEW.person_id, 'nursing') THEN
    RAISE EXCEPTION 'no standing on this person' USING ERRCODE = '42501';
  END IF;
  IF TG_OP = 'UPDATE' THEN
    IF OLD.struck_at IS NOT NULL AND NEW.struck_at IS DISTINCT FROM OLD.struck_at OR OLD.left_at IS NOT NULL AND NEW.left_at IS DISTINCT FROM OLD.left_at
       OR OLD.entry_id IS NOT NULL AND NEW.entry_id IS DISTINCT FROM OLD.entry_id
       OR array_remove(NEW.outside, 'register') IS DISTINCT FROM array_remove(OLD.outside, 'register') THEN
      RAISE EXCEPTION 'what is written of a dose stays' USING ERRCODE = '23514';
    END IF;
    IF OLD.struck_at IS NULL AND NEW.struck_at IS NOT NULL AND session_user = 'centre_web' AND NOT app.may('care.decide_dose')
       AND (OLD."by" IS DISTINCT FROM app.actor() OR NEW.struck_at > OLD.written_at + interval '1 day') THEN
      RAISE EXCEPTION 'a dose is struck out by who wrote it, within a day, or by a doctor' USING ERRCODE = '42501';
    END IF;
    IF NEW.entry_id IS DISTINCT FROM OLD.entry_id THEN
      PERFORM app.dose_in_the_register(NEW.entry_id, NEW.prescription_id, NEW.amount_ug, NEW.id);
    ELSIF NEW.outside IS DISTINCT FROM OLD.outside THEN
      RAISE EXCEPTION 'what is written of a dose stays' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.outcome <> 'given' THEN
    RETURN NEW;
  END IF;
  IF cardinality(NEW.outside) > 0 AND NEW.reason IS NULL THEN
    RAISE EXCEPTION 'a dose outside the rules says why' USING ERRCODE = '23514';
  END IF;
  IF NEW.entry_id IS NOT NULL THEN
    PERFORM app.dose_in_the_register(NEW.entry_id, NEW.prescription_id, NEW.amount_ug, NEW.id);
  ELSIF NOT 'register' = ANY (NEW.outside) THEN
    RAISE EXCEPTION 'a dose that is given stands in the drug register' USING ERRCODE = '23514';
  END IF;
  IF (NEW.taken_at AT TIME ZONE 'Europe/Brussels')::date - NEW.day NOT IN (0, 1) THEN
    RAISE EXCEPTION 'a dose counts for the day on which it is taken' USING ERRCODE = '23514';
  END IF;
  SELECT * INTO rule FROM care_doselimits l WHERE l.substance = NEW.substance AND l.valid_from <= NEW.day
   ORDER BY l.valid_from DESC, l.signed_at DESC, l.id DESC LIMIT 1;
  -- Of files that were joined, what was given on one counts on the other.
  SELECT array_agg(p.id) INTO files FROM intake_person p, (SELECT coalesce(o.merged_into_id, o.id) AS kept FROM intake_person o WHERE o.id = NEW.person_id) one
   WHERE p.id = one.kept OR p.merged_into_id = one.kept;
  IF cardinality(files) > 1 THEN
    PERFORM pg_advisory_xact_lock(hashtextextended('doses of joined files ' || (SELECT min(f::text) FROM unnest(files) f), 0));
    IF NEW.slot <> 'extra' AND EXISTS (SELECT 1 FROM care_dose d WHERE d.person_id = ANY (files) AND d.person_id <> NEW.person_id AND d.substance = NEW.substance
                                         AND d.day = NEW.day AND d.slot = NEW.slot AND d.outcome = 'given' AND d.struck_at IS NULL) THEN
      RAISE EXCEPTION 'dose_given_once: on the file that was joined' USING ERRCODE = '23505';
    END IF;
  END IF;
  -- What went home for this day is not given here as well, unless the prescriber decided so or it is told as it happened.
  IF NEW.slot <> 'extra' AND NEW.decision_id IS NULL AND NOT 'twice' = ANY (NEW.outside)
     AND EXISTS (SELECT 1 FROM care_bottle b WHERE b.person_id = ANY (files) AND b.substance = NEW.substance AND b.for_day = NEW.day
                    AND b.back_as <> 'full') THEN
    RAISE EXCEPTION 'a bottle for this day went home' USING ERRCODE = '23514';
  END IF;
  SELECT coalesce(sum(d.amount_ug), 0) INTO already FROM care_dose d
   WHERE d.person_id = ANY (files) AND d.substance = NEW.substance AND d.day = NEW.day AND d.outcome = 'given' AND d.struck_at IS NULL;
  SELECT coalesce(max(c.amount_ug), 0) INTO allowed FROM care_decision c JOIN care_prescription p ON p.id = c.prescription_id
   WHERE c.id = NEW.decision_id AND c.kind = 'above' AND c.day = NEW.day AND p.substance = NEW.substance AND app.one_file(c.person_id, NEW.person_id);
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
    CREATE OR REPLACE TRIGGER dose_of_its_prescription BEFORE INSERT ON care_dose FOR EACH ROW EXECUTE FUNCTION app.dose_of_its_prescription();
    CREATE OR REPLACE TRIGGER dose_of_its_prescription BEFORE INSERT ON care_preparation FOR EACH ROW EXECUTE FUNCTION app.dose_of_its_prescription();
    CREATE OR REPLACE TRIGGER dose_of_its_prescription BEFORE INSERT ON care_bottle FOR EACH ROW EXECUTE FUNCTION app.dose_of_its_prescription();
    CREATE OR REPLACE TRIGGER bottle_in_the_register BEFORE INSERT OR UPDATE ON care_bottle FOR EACH ROW EXECUTE FUNCTION app.bottle_in_the_register();
  END IF;
END $$;
