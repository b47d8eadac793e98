-- What may be known of beds by somebody who may not know who sleeps in them. Definer functions with a pinned search
-- path; no name, no person, no number of a stay leaves them. Source: PRIVACY 2-3.

-- The beds of the house in service at that instant (days of service begin in the morning: the night before belongs to
-- the day before), and those of a space whose team the actor belongs to.
CREATE OR REPLACE FUNCTION app.beds_shown(moment timestamptz) RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  WITH me AS MATERIALIZED (SELECT app.actor() AS id WHERE app.may('housing.view_board', 'housing.view_occupancy')),
       held AS MATERIALIZED (SELECT coalesce(array_agg(c), '{}') AS compartments
                               FROM me, app.memberships(me.id) m, unnest(m.compartments) c)
  SELECT b.id FROM housing_bed b JOIN housing_room r ON r.id = b.room_id, me, held
   WHERE me.id IS NOT NULL AND (r.compartment = '' OR r.compartment = ANY(held.compartments))
     AND (b.open_from IS NULL OR b.open_from <= (moment AT TIME ZONE 'Europe/Brussels' - interval '6 hours')::date)
     AND (b.open_until IS NULL OR b.open_until > (moment AT TIME ZONE 'Europe/Brussels' - interval '6 hours')::date)
$$;

-- Every bed shown, with what keeps it at that instant (state held, in, absent or null) and when the last sleeper left.
CREATE OR REPLACE FUNCTION app.occupied_beds(moment timestamptz DEFAULT now())
RETURNS TABLE (bed_id bigint, state text, since timestamptz, until timestamptz, given_by bigint, left_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH live AS MATERIALIZED (
    SELECT k.bed_id, k.state::text AS state, coalesce(k.given_at, k.began_at) AS since, k.period, k.given_by
      FROM housing_stay k WHERE k.state IN ('held', 'in', 'absent')),
  lapsed AS MATERIALIZED (
    SELECT l.bed_id, max(upper(l.period)) AS left_at FROM live l
     WHERE l.state = 'absent' AND upper(l.period) <= moment GROUP BY l.bed_id)
  SELECT shown, s.state, s.since, upper(s.period), s.given_by, greatest(gone.ended_at, lapsed.left_at)
    FROM app.beds_shown(moment) shown
    LEFT JOIN live s ON s.bed_id = shown AND s.period @> moment
    LEFT JOIN lapsed ON lapsed.bed_id = shown
    LEFT JOIN LATERAL (SELECT e.ended_at FROM housing_stay e
                        WHERE e.bed_id = shown AND e.ended_at IS NOT NULL AND e.state IN ('out', 'moved')
                        ORDER BY e.ended_at DESC LIMIT 1) gone ON true
$$;

-- A short text that changes whenever this actor's board would look different. It reads names only to fold them in.
CREATE OR REPLACE FUNCTION app.board_revision(moment timestamptz) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH me AS MATERIALIZED (SELECT app.principals() AS principals),
  lines AS (
    SELECT b.id, md5(concat_ws('|', b.id, b.label, b.note, b."order", b.cleaned_at, b.to_clean_at, b.to_clean_reason, b.emergency,
                               b.medical, b.lower, r.*::text, w.*::text, g.label, g."order", o.state,
                               o.until, o.left_at, c.id, c.period, c.reason, n.closes_at, s.id, s.bed_id, s.planned_end, p.alias)) AS line
      FROM me CROSS JOIN LATERAL app.occupied_beds(moment) o
      JOIN housing_bed b ON b.id = o.bed_id
      JOIN housing_room r ON r.id = b.room_id
      JOIN housing_ward w ON w.id = r.ward_id
      LEFT JOIN housing_building g ON g.id = w.building_id
      LEFT JOIN housing_closure c ON c.bed_id = b.id AND c.period @> moment
      LEFT JOIN (SELECT x.bed_id, min(lower(x.period)) AS closes_at FROM housing_closure x WHERE lower(x.period) > moment
                  GROUP BY x.bed_id) n ON n.bed_id = b.id
      LEFT JOIN housing_stay s ON s.bed_id = b.id AND s.state IN ('held', 'in', 'absent') AND s.period @> moment
            AND EXISTS (SELECT 1 FROM centre_access a WHERE a.person = s.person_id AND a.compartment = s.compartment
                           AND a.principal = ANY(me.principals) AND a.valid_until > now())
            AND NOT EXISTS (SELECT 1 FROM centre_denial d WHERE d.person = s.person_id AND d.principal = ANY(me.principals))
      LEFT JOIN intake_person p ON p.id = s.person_id
           AND EXISTS (SELECT 1 FROM centre_access a WHERE a.person = p.id AND a.compartment = 'desk'
                           AND a.principal = ANY(me.principals) AND a.valid_until > now())
  )
  SELECT md5(coalesce(string_agg(line, '' ORDER BY id), '')) FROM lines
$$;
