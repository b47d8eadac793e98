-- Bed-nights without persons, for many nights at once. Definer functions with a pinned search path; they answer for the
-- beds of the house and of the spaces whose teams the actor belongs to. Source: DOMAIN 7, PRIVACY 2-3.

-- Each bed the actor may know of, with the stretches of time in which it counts as open and as slept in, between two
-- instants. A bed out of service is not open, unless somebody sleeps in it all the same.
CREATE OR REPLACE FUNCTION app.bed_stretches(first timestamptz, last timestamptz)
RETURNS TABLE (bed_id bigint, room_id bigint, emergency boolean, open tstzmultirange, slept tstzmultirange)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH me AS MATERIALIZED (SELECT app.actor() AS id WHERE app.may('housing.view_board', 'housing.view_occupancy')),
       held AS MATERIALIZED (SELECT coalesce(array_agg(c), '{}') AS compartments
                               FROM me, app.memberships(me.id) m, unnest(m.compartments) c),
       asked AS MATERIALIZED (SELECT tstzrange(first, last, '[]') AS span),
       away AS MATERIALIZED (
         SELECT a.stay_id, range_agg(a.span) AS gone
           FROM (SELECT h.stay_id, tstzrange(h.left_at, CASE WHEN h.back_at IS NOT NULL THEN greatest(h.back_at, h.left_at) END) AS span
                   FROM housing_absence h) a, asked
          WHERE a.span && asked.span GROUP BY a.stay_id),
       slept AS MATERIALIZED (
         SELECT s.bed_id, range_agg(s.period) FILTER (WHERE away.gone IS NULL) AS whole,
                range_agg(tstzmultirange(s.period) - away.gone) FILTER (WHERE away.gone IS NOT NULL) AS parts
           FROM asked, housing_stay s LEFT JOIN away ON away.stay_id = s.id
          WHERE s.state IN ('in', 'absent', 'moved', 'out') AND s.period && asked.span GROUP BY s.bed_id),
       shut AS MATERIALIZED (
         SELECT c.bed_id, range_agg(c.period) AS closed FROM housing_closure c, asked WHERE c.period && asked.span GROUP BY c.bed_id),
       beds AS (
         SELECT b.id, b.room_id, b.emergency,
                tstzmultirange(tstzrange(b.open_from::timestamp AT TIME ZONE 'Europe/Brussels',
                                         CASE WHEN b.open_until IS NOT NULL THEN greatest(b.open_until, b.open_from) END::timestamp
                                           AT TIME ZONE 'Europe/Brussels')) AS served
           FROM me, held, housing_bed b JOIN housing_room r ON r.id = b.room_id
          WHERE me.id IS NOT NULL AND (r.compartment = '' OR r.compartment = ANY(held.compartments)))
  SELECT beds.id, beds.room_id, beds.emergency,
         beds.served - (coalesce(shut.closed, '{}') - (coalesce(slept.whole, '{}') + coalesce(slept.parts, '{}'))),
         beds.served * (coalesce(slept.whole, '{}') + coalesce(slept.parts, '{}'))
    FROM beds LEFT JOIN slept ON slept.bed_id = beds.id LEFT JOIN shut ON shut.bed_id = beds.id
$$;

-- Open and occupied beds of each room at each of the instants (in any order). A stretch of time becomes two steps in a
-- sum that runs over the sorted instants, so that the cost grows with stays and nights, never with their product.
CREATE OR REPLACE FUNCTION app.room_nights(instants timestamptz[])
RETURNS TABLE (instant timestamptz, room bigint, emergency boolean, open_beds bigint, occupied_beds bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH sorted AS MATERIALIZED (SELECT array_agg(DISTINCT i ORDER BY i) AS at FROM unnest(instants) i),
       stretches AS MATERIALIZED (
         SELECT b.* FROM sorted CROSS JOIN LATERAL app.bed_stretches(sorted.at[1], sorted.at[array_upper(sorted.at, 1)]) b
          WHERE sorted.at IS NOT NULL),
       spans AS (
         SELECT s.room_id, s.emergency, true AS is_open, span FROM stretches s CROSS JOIN LATERAL unnest(s.open) span
         UNION ALL
         SELECT s.room_id, s.emergency, false, span FROM stretches s CROSS JOIN LATERAL unnest(s.slept) span),
       numbered AS MATERIALIZED (
         SELECT p.room_id, p.emergency, p.is_open,
                CASE WHEN lower_inf(p.span) THEN 1
                     ELSE width_bucket(lower(p.span) - interval '1 microsecond', sorted.at) + 1 END AS first,
                CASE WHEN upper_inf(p.span) THEN array_length(sorted.at, 1) + 1
                     ELSE width_bucket(upper(p.span) - interval '1 microsecond', sorted.at) + 1 END AS next
           FROM spans p, sorted),
       steps AS (
         SELECT n.room_id, n.emergency, n.is_open, n.first AS step, 1 AS change FROM numbered n WHERE n.first < n.next
         UNION ALL
         SELECT n.room_id, n.emergency, n.is_open, n.next, -1 FROM numbered n WHERE n.first < n.next),
       sums AS (
         SELECT t.room_id, t.emergency, t.step, sum(t.change) FILTER (WHERE t.is_open) AS opened,
                sum(t.change) FILTER (WHERE NOT t.is_open) AS slept
           FROM steps t GROUP BY t.room_id, t.emergency, t.step),
       running AS (
         SELECT u.room_id, u.emergency, u.step,
                lead(u.step, 1, array_length(sorted.at, 1) + 1) OVER w AS until,
                sum(coalesce(u.opened, 0)) OVER w AS opened, sum(coalesce(u.slept, 0)) OVER w AS slept
           FROM sums u, sorted WINDOW w AS (PARTITION BY u.room_id, u.emergency ORDER BY u.step))
  SELECT sorted.at[n], r.room_id, r.emergency, r.opened::bigint, r.slept::bigint
    FROM running r, sorted CROSS JOIN LATERAL generate_series(r.step, r.until - 1) n
   WHERE r.opened > 0 OR r.slept > 0
$$;

-- Bed-nights: for each census instant, open beds and occupied beds, ordinary and emergency beds apart. Source: DOMAIN 7.
CREATE OR REPLACE FUNCTION app.bed_nights(instants timestamptz[])
RETURNS TABLE (instant timestamptz, emergency boolean, open_beds bigint, occupied_beds bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT n.instant, n.emergency, sum(n.open_beds)::bigint, sum(n.occupied_beds)::bigint
    FROM app.room_nights(instants) n GROUP BY n.instant, n.emergency
$$;
