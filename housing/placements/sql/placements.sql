-- What may be counted of placements by somebody who may not know who lives where. Definer functions with a pinned search
-- path; no person leaves them. Source: PRIVACY 2-3.

-- Every placement in which somebody moved in until a day, with the one it follows: no person, no home. One that the actor
-- may not open has another number each time, so that nobody looks up what became of somebody out of their sight.
CREATE OR REPLACE FUNCTION app.tenancies(p_until date)
RETURNS TABLE (id uuid, previous uuid, programme bigint, moved_in_on date, ended_on date, died boolean, destination text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH me AS MATERIALIZED (SELECT session_user <> 'centre_web' AS house, app.principals() AS principals),
  told AS MATERIALIZED (
    SELECT p.*, CASE WHEN me.house OR p.person_id IS NULL
                       OR EXISTS (SELECT 1 FROM centre_access a WHERE a.person = p.person_id AND a.compartment = 'housing'
                                     AND a.principal = ANY(me.principals) AND a.valid_until > now())
                          AND NOT EXISTS (SELECT 1 FROM centre_denial d WHERE d.person = p.person_id AND d.principal = ANY(me.principals))
                     THEN p.id ELSE gen_random_uuid() END AS known
      FROM housing_placement p, me
     WHERE p.moved_in_on <= p_until AND p.state IN ('housed', 'ended')
       AND (me.house OR app.may('housing.view_placements', 'housing.view_occupancy')))
  SELECT t.known, f.known, t.programme_id, t.moved_in_on, t.ended_on, t.died, t.exit_destination::text
    FROM told t LEFT JOIN told f ON f.id = t.previous_id
$$;

-- Who lives in a home today, as a number: those housed there by another placement.
CREATE OR REPLACE FUNCTION app.others_in_dwelling(p_dwelling bigint, p_placement uuid) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(*) FROM housing_placement p
   WHERE p.dwelling_id = p_dwelling AND p.state = 'housed' AND p.id <> p_placement
     AND (session_user <> 'centre_web' OR app.may('housing.move_in'))
$$;

-- Whether the figures of the quarter of a day are closed: what is written later does not change them.
CREATE OR REPLACE FUNCTION app.figures_closed(p_day date) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM audit_quarter q WHERE q.state = 'closed'
                    AND q.year = extract(year FROM p_day) AND q.number = extract(quarter FROM p_day))
     AND (session_user <> 'centre_web' OR app.actor() IS NOT NULL)
$$;

-- The dwellings lived in today: since when, and until when if the lease has a last day. Of whom is not said.
CREATE OR REPLACE FUNCTION app.dwellings_lived_in()
RETURNS TABLE (dwelling_id bigint, since date, until date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.dwelling_id, min(p.moved_in_on), max(l.ends_on)
    FROM housing_placement p
    LEFT JOIN housing_lease l ON l.placement_id = p.id AND l.dwelling_id = p.dwelling_id
          AND l.starts_on <= current_date AND (l.ends_on IS NULL OR l.ends_on >= current_date)
   WHERE p.state = 'housed' AND p.dwelling_id IS NOT NULL
     AND app.actor() IS NOT NULL AND app.may('housing.view_homes', 'housing.view_placements') AND 'housing' = ANY(app.may_hold())
   GROUP BY p.dwelling_id
$$;
