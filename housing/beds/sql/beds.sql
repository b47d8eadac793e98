-- What keeps a bed at instants ahead and behind, for the board's projections and the refusals of a closure. Definer
-- functions with a pinned search path; no name, no person, no number of a stay leaves them. Source: PRIVACY 2-3.

-- Whether the actor's board may show this bed at all, in service or not.
CREATE OR REPLACE FUNCTION app.bed_known(bed bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT app.actor() IS NOT NULL AND app.may('housing.view_board') AND EXISTS (
    SELECT 1 FROM housing_bed b JOIN housing_room r ON r.id = b.room_id
     WHERE b.id = bed AND (r.compartment = '' OR r.compartment IN
           (SELECT c FROM app.memberships(app.actor()) m, unnest(m.compartments) c)))
$$;

DROP FUNCTION IF EXISTS app.beds_ahead(timestamptz[], date[], timestamptz, date);

-- Each bed shown at each instant, one instant for each night given beside it: what is known of the past, what is
-- expected of the future. A stay is expected to be over on the day it is planned to end; one that should be over
-- already is overdue and still keeps its bed. What keeps a bed comes before a closure, a closure before a hold. `who` is
-- the name used here, null where the actor may not know of the stay, empty where not of the file.
CREATE OR REPLACE FUNCTION app.beds_ahead(instants timestamptz[], nights date[], present timestamptz, today date)
RETURNS TABLE (bed_id bigint, instant timestamptz, night date, state text, leaves boolean, overdue boolean,
               closed_for text, since timestamptz, who text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH span AS MATERIALIZED (SELECT tstzrange(min(i), max(i), '[]') AS whole FROM unnest(instants) i),
  me AS MATERIALIZED (SELECT app.principals() AS principals),
  kept AS MATERIALIZED (
    SELECT s.bed_id, s.state, s.period, s.planned_end,
           CASE WHEN EXISTS (SELECT 1 FROM centre_access a WHERE a.person = s.person_id AND a.compartment = s.compartment
                                AND a.principal = ANY(me.principals) AND a.valid_until > now())
                 AND NOT EXISTS (SELECT 1 FROM centre_denial d WHERE d.person = s.person_id AND d.principal = ANY(me.principals))
                THEN coalesce((SELECT p.alias FROM intake_person p WHERE p.id = s.person_id
                                  AND EXISTS (SELECT 1 FROM centre_access a WHERE a.person = p.id AND a.compartment = 'desk'
                                                 AND a.principal = ANY(me.principals) AND a.valid_until > now())), '') END AS who
      FROM housing_stay s, span, me WHERE s.state <> 'cancelled' AND s.period && span.whole),
  shut AS MATERIALIZED (
    SELECT c.bed_id, c.reason, c.period FROM housing_closure c, span WHERE c.period && span.whole),
  looked AS (
    SELECT shown, t.instant, t.night, k.period, k.state, k.who,
           k.planned_end <= t.night AND k.planned_end >= today AND t.instant > present AND upper(k.period) IS NULL AS gone,
           k.planned_end < today AND upper(k.period) IS NULL AS late, c.reason, c.period AS closed
      FROM unnest(instants, nights) AS t(instant, night)
      CROSS JOIN LATERAL app.beds_shown(t.instant) shown
      LEFT JOIN kept k ON k.bed_id = shown AND k.period @> t.instant
      LEFT JOIN shut c ON c.bed_id = shown AND c.period @> t.instant)
  SELECT shown, l.instant, l.night,
         CASE WHEN NOT coalesce(gone, false) AND l.state IN ('in', 'moved', 'out') THEN 'occupied'
              WHEN NOT coalesce(gone, false) AND l.state = 'absent' THEN 'absent'
              WHEN l.reason IS NOT NULL THEN 'closed'
              WHEN l.state = 'held' THEN 'held' ELSE 'free' END,
         coalesce(gone, false), coalesce(late, false), l.reason,
         CASE WHEN l.state IS NOT NULL AND NOT coalesce(gone, false) THEN lower(l.period) ELSE lower(l.closed) END,
         CASE WHEN NOT coalesce(gone, false) AND (l.state <> 'held' OR l.reason IS NULL) THEN l.who END
    FROM looked l
$$;

-- The stays that kept, or are expected to keep, a bed somewhere in a span. A stay under way whose planned end comes
-- before a span that has yet to begin does not.
CREATE OR REPLACE FUNCTION app.bed_kept(bed bigint, span tstzrange, present timestamptz)
RETURNS TABLE (state text, period tstzrange, planned_end date, given_by bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.state::text, s.period, s.planned_end, s.given_by FROM housing_stay s
   WHERE app.bed_known(bed) AND s.bed_id = bed AND s.state <> 'cancelled' AND s.period && span
     AND NOT (upper(s.period) IS NULL AND s.planned_end IS NOT NULL AND coalesce(lower(span) > present, false)
              AND s.planned_end <= (lower(span) AT TIME ZONE 'Europe/Brussels')::date)
$$;
