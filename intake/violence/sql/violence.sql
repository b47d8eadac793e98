-- Of these people, for whom is somebody in the house tonight whom they must not meet? Answered to the team of the women's
-- space alone, for people it holds there, and never who it is. Source: DOMAIN 8.6.
CREATE OR REPLACE FUNCTION app.not_alone(p_persons uuid[], p_day date) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT DISTINCT a.person_id
    FROM intake_apart a
   WHERE a.person_id = ANY(p_persons) AND a.ended_at IS NULL AND app.holds(a.person_id, 'women_space')
     AND EXISTS (SELECT 1 FROM intake_passage p
                  WHERE p.person_id = a.other_id AND p.service_day = p_day AND p.left_at IS NULL AND p.undone_at IS NULL)
$$;
REVOKE ALL ON FUNCTION app.not_alone(uuid[], date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.not_alone(uuid[], date) TO centre_web;
