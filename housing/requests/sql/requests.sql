-- Unmet need as figures. Definer functions with a pinned search path; no name, no person, no number of a request leaves
-- them. Source: PRIVACY 2-3, DOMAIN 7.

-- The compartments whose figures the actor may read: the house for whoever works with the beds, a walled space inside it.
CREATE OR REPLACE FUNCTION app.request_compartments() RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN app.actor() IS NULL AND session_user <> 'centre_web' THEN ARRAY['housing', 'women_space']
              WHEN app.actor() IS NULL OR NOT app.may('housing.view_requests', 'housing.view_occupancy') THEN '{}'::text[]
              ELSE ARRAY['housing'] || coalesce((SELECT array_agg(c) FROM app.memberships(app.actor()) m, unnest(m.compartments) c
                                                  WHERE c = 'women_space'), '{}') END
$$;

-- The instant at which the night of a service day is counted: the hour of the house rule of that day, or `fallback`. An
-- hour that comes twice counts the first time, one that the clocks skip an hour later.
CREATE OR REPLACE FUNCTION app.night_counted_at(night date, fallback int, cutover int) RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH hours AS (
    SELECT coalesce((SELECT h.census_hour FROM housing_houserule h
                      WHERE h.room_id IS NULL AND h.census_hour IS NOT NULL AND h.from_on <= night
                      ORDER BY h.from_on DESC, h.id DESC LIMIT 1)::int, fallback) AS hour),
  wall AS (SELECT night + (hour < cutover)::int + make_interval(hours => hour) AS clock FROM hours),
  moments AS (SELECT clock, clock AT TIME ZONE 'Europe/Brussels' AS late FROM wall)
  SELECT CASE WHEN (late - interval '1 hour') AT TIME ZONE 'Europe/Brussels' = clock THEN late - interval '1 hour' ELSE late END
    FROM moments
$$;
REVOKE ALL ON FUNCTION app.night_counted_at(date, int, int) FROM PUBLIC;

-- Nights without a bed from `first` to `last`: what was written down, and who was still waiting when the night was
-- counted (`waited`), which is told as "full" and stored nowhere. Nobody counts twice in one night.
CREATE OR REPLACE FUNCTION app.unmet_nights(
  first date, last date, moment timestamptz DEFAULT now(), fallback int DEFAULT 4, cutover int DEFAULT 6)
RETURNS TABLE (night date, compartment text, reason text, ethos text, people bigint, waited boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH mine AS MATERIALIZED (SELECT app.request_compartments() AS held),
  nights AS MATERIALIZED (
    SELECT d::date AS night, app.night_counted_at(d::date, fallback, cutover) AS instant
      FROM generate_series(first, last, interval '1 day') d),
  told AS (
    SELECT t.service_day AS night, t.compartment::text, t.reason::text, t.ethos::text, sum(t.count)::bigint AS people, false AS waited
      FROM housing_turnaway t, mine
     WHERE t.service_day BETWEEN first AND last AND t.undone_at IS NULL AND t.compartment = ANY(mine.held)
     GROUP BY 1, 2, 3, 4),
  waited AS (
    SELECT n.night, r.compartment::text, 'full'::text AS reason, min(r.ethos)::text AS ethos,
           coalesce(p.merged_into_id, r.person_id, r.id) AS who
      FROM mine CROSS JOIN housing_bedrequest r
     CROSS JOIN LATERAL generate_series(greatest(first, (r.asked_at AT TIME ZONE 'Europe/Brussels')::date - 1),
                                        least(last, r.last_night), interval '1 day') day
      JOIN nights n ON n.night = day::date AND r.asked_at <= n.instant
       AND (r.closed_at IS NULL OR r.closed_at > n.instant OR (r.back_at >= r.closed_at AND r.back_at <= n.instant))
      LEFT JOIN intake_person p ON p.id = r.person_id
     WHERE n.instant <= moment AND r.last_night >= first AND r.asked_at < last + 2
       AND r.why_closed <> 'mistake' AND r.compartment = ANY(mine.held)
       AND NOT EXISTS (SELECT 1 FROM housing_turnaway t
                        WHERE t.service_day = n.night AND t.undone_at IS NULL AND t.request_id = r.id)
       AND NOT EXISTS (SELECT 1 FROM housing_turnaway t
                        WHERE t.service_day = n.night AND t.undone_at IS NULL AND t.person_id = r.person_id)
       AND NOT EXISTS (SELECT 1 FROM housing_stay s WHERE s.person_id = r.person_id AND s.period @> n.instant
                          AND s.state IN ('in', 'absent', 'moved', 'out'))
     GROUP BY 1, 2, 5)
  SELECT * FROM told
  UNION ALL
  SELECT w.night, w.compartment, w.reason, w.ethos, count(*), true FROM waited w GROUP BY 1, 2, 3, 4
$$;

-- The night of the count, by living situation: who had a bed at `stop`, who was turned away from `start` to `stop`, who
-- was still waiting at `stop`.
CREATE OR REPLACE FUNCTION app.count_night(night date, start timestamptz, stop timestamptz)
RETURNS TABLE (part text, ethos text, people bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH mine AS MATERIALIZED (SELECT app.request_compartments() AS held),
  beds AS (
    SELECT coalesce(nullif(s.ethos_before, ''), (SELECT r.ethos FROM housing_bedrequest r WHERE r.person_id = s.person_id
                       AND r.asked_at <= stop ORDER BY r.asked_at DESC LIMIT 1), '')::text AS ethos
      FROM housing_stay s, mine
     WHERE s.period @> stop AND s.state IN ('in', 'absent', 'moved', 'out') AND s.compartment = ANY(mine.held)
       AND NOT EXISTS (SELECT 1 FROM housing_absence a WHERE a.stay_id = s.id
                          AND a.left_at <= stop AND (a.back_at IS NULL OR a.back_at > stop))),
  refused AS (
    SELECT t.ethos::text AS ethos, t.count, t.request_id, t.person_id FROM housing_turnaway t, mine
     WHERE t.service_day = night AND t.at >= start AND t.at < stop AND t.undone_at IS NULL AND t.compartment = ANY(mine.held)),
  waiting AS (
    SELECT DISTINCT ON (coalesce(p.merged_into_id, r.person_id, r.id)) r.ethos::text AS ethos
      FROM mine, housing_bedrequest r LEFT JOIN intake_person p ON p.id = r.person_id
     WHERE r.compartment = ANY(mine.held) AND r.last_night >= night AND r.asked_at <= stop AND r.why_closed <> 'mistake'
       AND (r.closed_at IS NULL OR r.closed_at > stop OR (r.back_at >= r.closed_at AND r.back_at <= stop))
       AND NOT EXISTS (SELECT 1 FROM refused f WHERE f.request_id = r.id OR f.person_id = r.person_id)
       AND NOT EXISTS (SELECT 1 FROM housing_stay s WHERE s.person_id = r.person_id AND s.period @> stop
                          AND s.state IN ('in', 'absent', 'moved', 'out'))
     ORDER BY coalesce(p.merged_into_id, r.person_id, r.id), r.asked_at)
  SELECT 'bed'::text, b.ethos, count(*) FROM beds b GROUP BY 2
  UNION ALL SELECT 'refused', f.ethos, sum(f.count)::bigint FROM refused f GROUP BY 2
  UNION ALL SELECT 'waiting', w.ethos, count(*) FROM waiting w GROUP BY 2
$$;
