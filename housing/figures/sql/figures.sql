-- What may be counted of stays by somebody who may not know who sleeps where. Definer functions with a pinned search path;
-- no person leaves them. Stays of somebody denied to the actor are counted, under numbers below zero that lead to no stay.
-- Source: PRIVACY 2-3, DOMAIN 7.

-- Whole stays that touch a time: several beds one after another are one stay, told by its last bed. Somebody who was out
-- and whose bed was kept long enough has left when it was no longer kept.
CREATE OR REPLACE FUNCTION app.stays_counted(p_from timestamptz, p_to timestamptz, p_moment timestamptz)
RETURNS TABLE (id bigint, began_at timestamptz, ended_at timestamptz, reason text, destination text, before text, after text, counted_from date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH RECURSIVE mine AS MATERIALIZED (SELECT app.counted_spaces('housing', 'housing.view_occupancy') AS spaces),
  denied AS MATERIALIZED (SELECT d.person FROM centre_denial d WHERE d.principal = ANY(app.principals())),
  last AS MATERIALIZED (
    SELECT s.id, s.person_id, s.began_at, s.moved_from_id, s.ethos_before,
           CASE WHEN s.state = 'out' THEN s.ended_at
                WHEN s.state = 'absent' AND upper(s.period) <= p_moment THEN upper(s.period) END AS ended_at,
           CASE WHEN s.state = 'absent' THEN 'not_back' ELSE s.exit_reason END AS reason,
           s.exit_destination, s.exit_ethos, s.counted_from
      FROM housing_stay s, mine
     WHERE s.state IN ('in', 'absent', 'out') AND s.began_at < p_to AND s.compartment = ANY(mine.spaces)),
  touching AS MATERIALIZED (
    SELECT l.* FROM last l WHERE l.ended_at IS NULL OR l.ended_at >= p_from OR l.counted_from >= p_from::date),
  told AS (
    SELECT t.id AS whole, t.moved_from_id, t.ethos_before, 0 AS depth FROM touching t
    UNION ALL
    SELECT b.whole, s.moved_from_id, s.ethos_before, b.depth + 1 FROM told b JOIN housing_stay s ON s.id = b.moved_from_id),
  known AS (
    SELECT DISTINCT ON (b.whole) b.whole, b.ethos_before FROM told b WHERE b.ethos_before <> '' ORDER BY b.whole, b.depth DESC)
  SELECT CASE WHEN t.person_id IN (SELECT person FROM denied) THEN -row_number() OVER () ELSE t.id END,
         t.began_at, t.ended_at, t.reason::text, t.exit_destination::text, coalesce(k.ethos_before, '')::text, t.exit_ethos::text,
         t.counted_from
    FROM touching t LEFT JOIN known k ON k.whole = t.id
$$;

-- Beds kept for somebody who did not come, by when the bed was first kept.
CREATE OR REPLACE FUNCTION app.not_come_counted(p_from timestamptz, p_to timestamptz, p_moment timestamptz)
RETURNS TABLE (id bigint, began_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH mine AS MATERIALIZED (SELECT app.counted_spaces('housing', 'housing.view_occupancy') AS spaces),
  denied AS MATERIALIZED (SELECT d.person FROM centre_denial d WHERE d.principal = ANY(app.principals()))
  SELECT CASE WHEN s.person_id IN (SELECT person FROM denied) THEN -row_number() OVER () ELSE s.id END, s.began_at
    FROM housing_stay s, mine
   WHERE s.began_at >= p_from AND s.began_at < p_to AND s.compartment = ANY(mine.spaces)
     AND (s.state = 'not_come' OR (s.state = 'held' AND upper(s.period) <= p_moment))
$$;

-- Extensions given in a time, each with its stay.
CREATE OR REPLACE FUNCTION app.extensions_counted(p_from timestamptz, p_to timestamptz)
RETURNS TABLE (stay bigint, reason text, beyond boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH mine AS MATERIALIZED (SELECT app.counted_spaces('housing', 'housing.view_occupancy') AS spaces),
  denied AS MATERIALIZED (SELECT d.person FROM centre_denial d WHERE d.principal = ANY(app.principals()))
  SELECT CASE WHEN s.person_id IN (SELECT person FROM denied) THEN -dense_rank() OVER (ORDER BY s.id) ELSE s.id END,
         e.reason::text, e.beyond
    FROM housing_extension e JOIN housing_stay s ON s.id = e.stay_id, mine
   WHERE e.given_at >= p_from AND e.given_at < p_to AND s.compartment = ANY(mine.spaces)
$$;
