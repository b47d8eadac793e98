-- Bed-nights without persons, for many nights at once. Definer functions with a pinned search path; they answer for the
-- beds of the house and of the spaces whose teams the actor belongs to. Source: DOMAIN 7, PRIVACY 2-3.

DROP FUNCTION IF EXISTS app.bed_stretches(timestamptz, timestamptz);

-- Stretches of time between two instants in which a bed the actor may know of is open (`change` 1), is not (-1), or is
-- slept in: their sum at an instant is the number of beds. A bed out of service is not open, unless somebody sleeps
-- in it all the same; a night that somebody spends elsewhere is no bed-night. Days of service begin in the morning.
CREATE OR REPLACE FUNCTION app.bed_spans(first timestamptz, last timestamptz)
RETURNS TABLE (room_id bigint, emergency boolean, slept boolean, change int, span tstzrange)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET jit = off AS $$
  WITH held AS MATERIALIZED (
         SELECT app.counted_spaces('housing', 'housing.view_board', 'housing.view_occupancy') AS compartments),
       asked AS MATERIALIZED (SELECT tstzrange(first, last, '[]') AS span),
       beds AS MATERIALIZED (
         SELECT b.id, b.room_id, b.emergency,
                tstzrange((b.open_from + time '06:00') AT TIME ZONE 'Europe/Brussels',
                          CASE WHEN b.open_until IS NOT NULL THEN greatest(b.open_until, b.open_from) + time '06:00' END
                            AT TIME ZONE 'Europe/Brussels') AS served
           FROM held, housing_bed b JOIN housing_room r ON r.id = b.room_id
          WHERE 'housing' = ANY(held.compartments) AND (r.compartment = '' OR r.compartment = ANY(held.compartments))),
       away AS MATERIALIZED (
         SELECT a.stay_id, range_agg(a.span) AS gone
           FROM (SELECT h.stay_id, tstzrange(h.left_at, CASE WHEN h.back_at IS NOT NULL THEN greatest(h.back_at, h.left_at) END) AS span
                   FROM housing_absence h) a, asked
          WHERE a.span && asked.span GROUP BY a.stay_id),
       stays AS MATERIALIZED (
         SELECT s.id, s.bed_id, s.period FROM housing_stay s, asked
          WHERE s.state IN ('in', 'absent', 'moved', 'out') AND s.period && asked.span),
       nights AS MATERIALIZED (
         SELECT s.bed_id, s.period AS span FROM stays s WHERE NOT EXISTS (SELECT 1 FROM away WHERE away.stay_id = s.id)
         UNION ALL
         SELECT s.bed_id, part FROM stays s JOIN away ON away.stay_id = s.id
          CROSS JOIN LATERAL unnest(tstzmultirange(s.period) - away.gone) part),
       shut AS MATERIALIZED (
         SELECT c.bed_id, part AS span
           FROM (SELECT h.bed_id, range_agg(h.period) AS closed FROM housing_closure h, asked WHERE h.period && asked.span GROUP BY h.bed_id) c
          CROSS JOIN LATERAL unnest(c.closed) part)
  SELECT b.room_id, b.emergency, true, 1, n.span * b.served FROM nights n JOIN beds b ON b.id = n.bed_id
  UNION ALL
  SELECT b.room_id, b.emergency, false, 1, b.served FROM beds b
  UNION ALL
  SELECT b.room_id, b.emergency, false, -1, s.span * b.served FROM shut s JOIN beds b ON b.id = s.bed_id
  UNION ALL
  SELECT b.room_id, b.emergency, false, 1, s.span * n.span * b.served
    FROM shut s JOIN nights n ON n.bed_id = s.bed_id AND n.span && s.span JOIN beds b ON b.id = s.bed_id
$$;

-- Open and occupied beds at each instant, numbered from 1 in the order of time; by room, or of all rooms (room null).
-- A stretch becomes two steps of a sum that runs over the instants, so that the cost grows with stays and nights,
-- never with their product.
CREATE OR REPLACE FUNCTION app.counted_nights(instants timestamptz[], by_room boolean)
RETURNS TABLE (number int, room bigint, emergency boolean, open_beds bigint, occupied_beds bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET jit = off AS $$
  WITH sorted AS MATERIALIZED (
         SELECT array_agg(DISTINCT i ORDER BY i) AS at, count(DISTINCT i)::int AS most FROM unnest(instants) i),
       numbered AS MATERIALIZED (
         SELECT CASE WHEN by_room THEN b.room_id END AS room_id, b.emergency, b.slept, b.change,
                CASE WHEN lower_inf(b.span) THEN 1
                     ELSE width_bucket(lower(b.span) - interval '1 microsecond', sorted.at) + 1 END AS first,
                CASE WHEN upper_inf(b.span) THEN sorted.most + 1
                     ELSE width_bucket(upper(b.span) - interval '1 microsecond', sorted.at) + 1 END AS next
           FROM sorted CROSS JOIN LATERAL app.bed_spans(sorted.at[1], sorted.at[sorted.most]) b
          WHERE sorted.most > 0 AND NOT isempty(b.span)),
       steps AS (
         SELECT n.room_id, n.emergency, n.slept, n.first AS step, n.change FROM numbered n WHERE n.first < n.next
         UNION ALL
         SELECT n.room_id, n.emergency, n.slept, n.next, -n.change FROM numbered n WHERE n.first < n.next),
       sums AS (
         SELECT t.room_id, t.emergency, t.step, sum(t.change) FILTER (WHERE NOT t.slept) AS opened,
                sum(t.change) FILTER (WHERE t.slept) AS slept
           FROM steps t GROUP BY t.room_id, t.emergency, t.step),
       running AS (
         SELECT u.room_id, u.emergency, u.step, lead(u.step, 1, sorted.most + 1) OVER w AS until,
                sum(coalesce(u.opened, 0)) OVER w AS opened, sum(coalesce(u.slept, 0)) OVER w AS slept
           FROM sums u, sorted WINDOW w AS (PARTITION BY u.room_id, u.emergency ORDER BY u.step))
  SELECT n, r.room_id, r.emergency, r.opened::bigint, r.slept::bigint
    FROM running r CROSS JOIN LATERAL generate_series(r.step, r.until - 1) n
   WHERE r.opened > 0 OR r.slept > 0
$$;

-- Open and occupied beds of each room at each of the instants, in any order.
CREATE OR REPLACE FUNCTION app.room_nights(instants timestamptz[])
RETURNS TABLE (instant timestamptz, room bigint, emergency boolean, open_beds bigint, occupied_beds bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH sorted AS MATERIALIZED (SELECT array_agg(DISTINCT i ORDER BY i) AS at FROM unnest(instants) i)
  SELECT sorted.at[n.number], n.room, n.emergency, n.open_beds, n.occupied_beds
    FROM sorted, app.counted_nights(instants, true) n
$$;

-- Bed-nights: for each census instant, open beds and occupied beds, ordinary and emergency beds apart. Source: DOMAIN 7.
CREATE OR REPLACE FUNCTION app.bed_nights(instants timestamptz[])
RETURNS TABLE (instant timestamptz, emergency boolean, open_beds bigint, occupied_beds bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH sorted AS MATERIALIZED (SELECT array_agg(DISTINCT i ORDER BY i) AS at FROM unnest(instants) i)
  SELECT sorted.at[n.number], n.emergency, n.open_beds, n.occupied_beds
    FROM sorted, app.counted_nights(instants, false) n
$$;

-- A round that is closed stays as it was seen, and closed.
CREATE OR REPLACE FUNCTION app.round_stays_closed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  walk bigint := CASE WHEN TG_TABLE_NAME = 'housing_round' THEN to_jsonb(NEW) ->> 'id' ELSE to_jsonb(NEW) ->> 'round_id' END;
BEGIN
  IF session_user = 'centre_web' AND EXISTS (SELECT 1 FROM housing_round r WHERE r.id = walk AND r.closed_at IS NOT NULL) THEN
    RAISE EXCEPTION 'this round is closed' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
DO $$ BEGIN
  IF to_regclass('public.housing_look') IS NOT NULL THEN
    DROP TRIGGER IF EXISTS round_stays_closed ON housing_look;
    CREATE TRIGGER round_stays_closed BEFORE INSERT OR UPDATE ON housing_look FOR EACH ROW EXECUTE FUNCTION app.round_stays_closed();
    DROP TRIGGER IF EXISTS round_stays_closed ON housing_round;
    CREATE TRIGGER round_stays_closed BEFORE UPDATE ON housing_round FOR EACH ROW EXECUTE FUNCTION app.round_stays_closed();
  END IF;
END $$;
