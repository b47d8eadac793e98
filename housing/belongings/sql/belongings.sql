-- Which lockers are taken, for somebody who may not know by whom. A definer function with a pinned search path; no
-- person and no number of a keeping leaves it. Source: PRIVACY 2-3.
CREATE OR REPLACE FUNCTION app.lockers_taken()
RETURNS TABLE (locker_id bigint, since timestamptz, until date, kept_by bigint, code text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH me AS MATERIALIZED (SELECT app.actor() AS id WHERE app.may('housing.keep_belongings', 'housing.edit_lockers')),
       held AS MATERIALIZED (SELECT coalesce(array_agg(c), '{}') AS compartments
                               FROM me, app.memberships(me.id) m, unnest(m.compartments) c)
  SELECT k.locker_id, lower(k.period), k.promised_until, k.kept_by, k.code::text
    FROM housing_keeping k JOIN housing_locker l ON l.id = k.locker_id, me, held
   WHERE me.id IS NOT NULL AND k.ending = '' AND (l.space = '' OR l.space = ANY(held.compartments))
$$;
