-- Files of entitlements open at the end of a period by kind and state: numbers of nobody. Source: DOMAIN 8.7.
CREATE OR REPLACE FUNCTION app.entitlements_open(p_first date, p_last date)
RETURNS TABLE (kind text, state text, files bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.kind::text, e.state::text, count(*)
    FROM care_entitlement e
   WHERE e.opened_on <= p_last AND (e.ended_on IS NULL OR e.ended_on > p_last)
     AND 'social' = ANY(app.counted_spaces('social', 'centre.view_figures'))
   GROUP BY 1, 2 ORDER BY 1, 2
$$;

-- Days from the need to the first decision that grants, by kind, for cards first granted in a period.
CREATE OR REPLACE FUNCTION app.entitlements_waited(p_first date, p_last date)
RETURNS TABLE (kind text, median double precision, longest integer, files bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.kind::text, percentile_cont(0.5) WITHIN GROUP (ORDER BY e.card_on - e.opened_on), max(e.card_on - e.opened_on), count(*)
    FROM care_entitlement e
   WHERE e.card_on BETWEEN p_first AND p_last AND e.card_on >= e.opened_on
     AND 'social' = ANY(app.counted_spaces('social', 'centre.view_figures'))
   GROUP BY 1 ORDER BY 1
$$;

-- The story of a file is added to and never changed, whoever writes: only an erasure takes it away or cuts it off.
CREATE OR REPLACE FUNCTION app.entitlement_story_stands() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF (to_jsonb(NEW) - 'takes_back_id' - 'person_id') IS DISTINCT FROM (to_jsonb(OLD) - 'takes_back_id' - 'person_id') THEN
    RAISE EXCEPTION 'the story of a file is not changed' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END
$$;
DO $$ BEGIN
  IF to_regclass('public.care_entitlementevent') IS NOT NULL THEN
    DROP TRIGGER IF EXISTS entitlement_story_stands ON care_entitlementevent;
    CREATE TRIGGER entitlement_story_stands BEFORE UPDATE ON care_entitlementevent
      FOR EACH ROW EXECUTE FUNCTION app.entitlement_story_stands();
  END IF;
END $$;
