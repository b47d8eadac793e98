-- What the draw must know of every sign-up, also of persons whom the actor may not see: numbers only, no person.
-- Without it a person denied to one worker would silently miss the draw. Source: DOMAIN 8.4, PRIVACY 2-3.
CREATE OR REPLACE FUNCTION app.draw_candidates(p_session bigint)
RETURNS TABLE (sign_up bigint, misses bigint, first_timer boolean, places_this_week bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT u.id,
         (SELECT count(*) FROM employment_signup o JOIN employment_session os ON os.id = o.session_id
           WHERE o.person_id = u.person_id AND o.id <> u.id AND o.withdrawn_at IS NULL AND NOT o.placed AND o.rank IS NOT NULL
             AND os.state <> 'open' AND os.day <= s.day
             AND os.day > coalesce(last.day, '-infinity'::date)),
         last.day IS NULL,
         (SELECT count(*) FROM employment_signup w JOIN employment_session ws ON ws.id = w.session_id
           WHERE w.person_id = u.person_id AND w.id <> u.id AND w.placed AND ws.project_id = s.project_id
             AND date_trunc('week', ws.day::timestamp) = date_trunc('week', s.day::timestamp)
             AND NOT EXISTS (SELECT 1 FROM employment_attendance n WHERE n.sign_up_id = w.id AND NOT n.present))
    FROM employment_signup u
    JOIN employment_session s ON s.id = u.session_id
    LEFT JOIN LATERAL (SELECT max(ds.day) AS day
                         FROM employment_attendance a
                         JOIN employment_signup d ON d.id = a.sign_up_id
                         JOIN employment_session ds ON ds.id = d.session_id
                        WHERE a.present AND d.person_id = u.person_id AND d.id <> u.id AND ds.day <= s.day) last ON true
   WHERE u.session_id = p_session AND u.withdrawn_at IS NULL AND u.person_id IS NOT NULL
     AND (session_user <> 'centre_web' OR app.may('employment.view_sessions', 'employment.draw_places'))
   ORDER BY u.id
$$;

-- The draw writes its outcome on every sign-up of the session, seen or not; only once, only from the stored draw.
CREATE OR REPLACE FUNCTION app.write_places(p_session bigint) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  UPDATE employment_signup u
     SET placed = line.placed, rank = line.rank
    FROM (SELECT x.value::bigint AS id, true AS placed, x.ordinality AS rank
            FROM employment_draw d, jsonb_array_elements_text(d.outcome -> 'placed') WITH ORDINALITY x
           WHERE d.session_id = p_session
          UNION ALL
          SELECT y.value::bigint, false, y.ordinality + jsonb_array_length(d.outcome -> 'placed')
            FROM employment_draw d, jsonb_array_elements_text(d.outcome -> 'waiting') WITH ORDINALITY y
           WHERE d.session_id = p_session) line
   WHERE u.id = line.id AND u.session_id = p_session AND u.rank IS NULL
     AND (session_user <> 'centre_web' OR app.may('employment.draw_places'))
$$;

-- How many have signed up for each of these sessions; a number, of nobody.
CREATE OR REPLACE FUNCTION app.sign_up_counts(p_sessions bigint[]) RETURNS TABLE (session bigint, signed bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT u.session_id, count(*) FROM employment_signup u
   WHERE u.session_id = ANY(p_sessions) AND u.withdrawn_at IS NULL AND app.may('employment.view_sessions', 'employment.draw_places')
   GROUP BY u.session_id
$$;
