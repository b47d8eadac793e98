-- What counts for the ceilings of a person on a day and in its year, all files joined to theirs together, also those
-- the actor may not open: sums of nobody. Told only to whoever holds the work part of that file. Source: DOMAIN 8.4.
CREATE OR REPLACE FUNCTION app.add_allowances(p_person uuid, p_form text, p_day date)
RETURNS TABLE (paid_day bigint, paid_year bigint, declared_day bigint, declared_year bigint, km bigint, flat boolean, "real" boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH whole AS (
    SELECT f.id FROM intake_person p
      JOIN intake_person f ON coalesce(f.merged_into_id, f.id) = coalesce(p.merged_into_id, p.id)
     WHERE p.id = p_person),
  here AS (
    SELECT a.* FROM employment_allowance a
     WHERE a.person_id IN (SELECT id FROM whole) AND a.legal_form = p_form
       AND extract(year FROM a.on_day) = extract(year FROM p_day)
       AND NOT EXISTS (SELECT 1 FROM employment_allowancereversal r WHERE r.allowance_id = a.id)),
  elsewhere AS (
    SELECT d.* FROM employment_declaredelsewhere d
     WHERE p_form = 'volunteer' AND d.person_id IN (SELECT id FROM whole) AND d.year = extract(year FROM p_day) AND d.struck_at IS NULL)
  SELECT coalesce((SELECT sum(amount_cents) FROM here WHERE on_day = p_day AND basis IN ('flat', '')), 0)::bigint,
         coalesce((SELECT sum(amount_cents) FROM here WHERE basis IN ('flat', '')), 0)::bigint,
         coalesce((SELECT sum(amount_cents) FROM elsewhere WHERE on_day = p_day AND basis = 'flat'), 0)::bigint,
         coalesce((SELECT sum(amount_cents) FROM elsewhere WHERE basis = 'flat'), 0)::bigint,
         coalesce((SELECT sum(h.km) FROM here h), 0)::bigint,
         EXISTS (SELECT 1 FROM here WHERE basis = 'flat') OR EXISTS (SELECT 1 FROM elsewhere WHERE basis = 'flat'),
         EXISTS (SELECT 1 FROM here WHERE basis = 'real') OR EXISTS (SELECT 1 FROM elsewhere WHERE basis = 'real')
$$;
REVOKE ALL ON FUNCTION app.add_allowances(uuid, text, date) FROM PUBLIC;

-- The same for a page. A denial stands before every grant.
CREATE OR REPLACE FUNCTION app.allowance_totals(p_person uuid, p_form text, p_day date)
RETURNS TABLE (paid_day bigint, paid_year bigint, declared_day bigint, declared_year bigint, km bigint, flat boolean, "real" boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT * FROM app.add_allowances(CASE WHEN session_user <> 'centre_web' OR app.holds(p_person, 'employment') THEN p_person END, p_form, p_day)
$$;

-- The last word on a ceiling that has been entered, and on one allowance at a time for each session.
CREATE OR REPLACE FUNCTION app.allowance_within_ceiling() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  cap record; sums record;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('allowance of ' || (
    SELECT coalesce(p.merged_into_id, p.id)::text FROM intake_person p WHERE p.id = NEW.person_id), 0));
  IF EXISTS (SELECT 1 FROM employment_allowance a
              WHERE a.sign_up_id = NEW.sign_up_id AND a.basis = NEW.basis
                AND NOT EXISTS (SELECT 1 FROM employment_allowancereversal r WHERE r.allowance_id = a.id)) THEN
    RAISE EXCEPTION 'the allowance of this session is already written' USING ERRCODE = '23505', CONSTRAINT = 'allowance_once_a_turn';
  END IF;
  IF NEW.on_day IS DISTINCT FROM (SELECT t.day FROM employment_signup u JOIN employment_session t ON t.id = u.session_id
                                   WHERE u.id = NEW.sign_up_id) AND session_user = 'centre_web' THEN
    RAISE EXCEPTION 'the day of an allowance is that of its session' USING ERRCODE = '23514', CONSTRAINT = 'allowance_of_its_day';
  END IF;
  IF NEW.basis NOT IN ('flat', '') THEN
    RETURN NEW;
  END IF;
  SELECT day_cents, year_cents INTO cap FROM employment_allowancecap
   WHERE legal_form = NEW.legal_form AND NEW.on_day BETWEEN valid_from AND valid_until ORDER BY valid_from DESC LIMIT 1;
  IF NOT FOUND THEN
    RETURN NEW;
  END IF;
  SELECT * INTO sums FROM app.add_allowances(NEW.person_id, NEW.legal_form, NEW.on_day);
  IF sums.paid_day + sums.declared_day + NEW.amount_cents > cap.day_cents
     OR sums.paid_year + sums.declared_year + NEW.amount_cents > cap.year_cents THEN
    RAISE EXCEPTION 'an allowance above its ceiling' USING ERRCODE = '23514', CONSTRAINT = 'allowance_within_ceiling';
  END IF;
  RETURN NEW;
END
$$;
DO $$ BEGIN
  IF to_regclass('public.employment_allowancereversal') IS NOT NULL THEN
    DROP TRIGGER IF EXISTS allowance_within_ceiling ON employment_allowance;
    CREATE TRIGGER allowance_within_ceiling BEFORE INSERT ON employment_allowance
      FOR EACH ROW EXECUTE FUNCTION app.allowance_within_ceiling();
  END IF;
END $$;
