-- What the coordination counts of journeys over everybody: moves between phases and outcomes, each human once under
-- however many files; numbers of nobody. Source: DOMAIN 7 (work), 8.4.
CREATE OR REPLACE FUNCTION app.phase_moves(p_first date, p_last date)
RETURNS TABLE (from_phase text, to_phase text, moves bigint, persons bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.from_phase::text, m.to_phase::text, count(*), count(DISTINCT coalesce(p.merged_into_id, p.id))
    FROM employment_phasemove m LEFT JOIN intake_person p ON p.id = m.person_id
   WHERE m.on_day BETWEEN p_first AND p_last
     AND (session_user <> 'centre_web' OR app.may('employment.view_journeys'))
   GROUP BY 1, 2 ORDER BY 1, 2
$$;

CREATE OR REPLACE FUNCTION app.journey_outcomes(p_first date, p_last date)
RETURNS TABLE (months integer, kind text, contract_kind text, outcomes bigint, persons bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT o.months::integer, o.kind::text, o.contract_kind::text, count(*), count(DISTINCT coalesce(p.merged_into_id, p.id))
    FROM employment_journeyoutcome o LEFT JOIN intake_person p ON p.id = o.person_id
   WHERE o.on_day BETWEEN p_first AND p_last
     AND (session_user <> 'centre_web' OR app.may('employment.view_journeys'))
   GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
$$;
