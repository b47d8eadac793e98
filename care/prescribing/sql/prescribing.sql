-- What a doctor signs for everybody, and a dose above a limit, asks for a second factor typed just before. Source: DOMAIN 10.
CREATE OR REPLACE FUNCTION app.dose_rules_signed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF session_user = 'centre_web' AND NOT app.fresh() THEN
    RAISE EXCEPTION 'this is signed with a second factor typed just before' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END
$$;
CREATE OR REPLACE FUNCTION app.dose_decided() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF session_user = 'centre_web' AND NEW.how = 'signed' AND NOT app.may('care.decide_dose') THEN
    RAISE EXCEPTION 'a doctor signs a decision' USING ERRCODE = '42501';
  END IF;
  IF session_user = 'centre_web' AND NEW.kind = 'above' AND NOT app.fresh() THEN
    RAISE EXCEPTION 'a dose above the limit is signed with a second factor typed just before' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END
$$;
-- A prescription in one's own name is written by whoever may prescribe; ended once, it stays ended.
CREATE OR REPLACE FUNCTION app.prescription_stands() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF session_user = 'centre_web' AND NEW.prescriber IS NOT NULL AND (NEW.prescriber <> app.actor() OR NOT app.may('care.prescribe')) THEN
      RAISE EXCEPTION 'nobody prescribes in the name of another' USING ERRCODE = '42501';
    END IF;
    IF NEW.substance IS DISTINCT FROM (SELECT coalesce(nullif(a.other, ''), a.substance) FROM care_drugaccount a WHERE a.id = NEW.account_id) THEN
      RAISE EXCEPTION 'a prescription is of the substance of its account' USING ERRCODE = '23514';
    END IF;
  ELSIF OLD.ended_at IS NOT NULL AND (NEW.last_on, NEW.ended_at, NEW.ended_because) IS DISTINCT FROM (OLD.last_on, OLD.ended_at, OLD.ended_because) THEN
    RAISE EXCEPTION 'this prescription was ended already' USING ERRCODE = '23514';
  ELSIF NEW.last_on > OLD.last_on THEN
    RAISE EXCEPTION 'a prescription is never made longer: another one follows it' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END
$$;
DO $$ DECLARE signed text; BEGIN
  FOREACH signed IN ARRAY ARRAY['care_missedrules', 'care_doselimits', 'care_authorisation'] LOOP
    IF to_regclass('public.' || signed) IS NOT NULL THEN
      EXECUTE format('DROP TRIGGER IF EXISTS dose_rules_signed ON %I', signed);
      EXECUTE format('CREATE TRIGGER dose_rules_signed BEFORE INSERT OR UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION app.dose_rules_signed()', signed);
    END IF;
  END LOOP;
  IF to_regclass('public.care_decision') IS NOT NULL THEN
    DROP TRIGGER IF EXISTS dose_decided ON care_decision;
    CREATE TRIGGER dose_decided BEFORE INSERT ON care_decision FOR EACH ROW EXECUTE FUNCTION app.dose_decided();
  END IF;
  IF to_regclass('public.care_prescription') IS NOT NULL THEN
    DROP TRIGGER IF EXISTS prescription_stands ON care_prescription;
    CREATE TRIGGER prescription_stands BEFORE INSERT OR UPDATE ON care_prescription FOR EACH ROW EXECUTE FUNCTION app.prescription_stands();
  END IF;
END $$;
