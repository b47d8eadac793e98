-- A pair is about somebody whom the worker reaches: otherwise the warning below would tell of anybody whether they are here.
CREATE OR REPLACE FUNCTION app.check_apart() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF session_user = 'centre_web' AND NOT app.holds(NEW.other_id, 'desk') THEN
    RAISE EXCEPTION 'nobody out of reach is named here' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION app.check_apart() FROM PUBLIC;
DROP TRIGGER IF EXISTS check_apart ON intake_apart;
CREATE TRIGGER check_apart BEFORE INSERT ON intake_apart FOR EACH ROW EXECUTE FUNCTION app.check_apart();

-- Of these people, for whom is somebody in the house tonight whom they must not meet? Answered to the team of the women's
-- space alone, for people it holds there, and never who it is. Whoever has two files is one
-- person on both sides. Source: DOMAIN 8.6.
CREATE OR REPLACE FUNCTION app.not_alone(p_persons uuid[], p_day date) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT DISTINCT asked
    FROM unnest(p_persons) asked
    CROSS JOIN LATERAL (SELECT asked AS id UNION SELECT app.files_joined(asked)) file
    JOIN intake_apart a ON a.person_id = file.id
   WHERE a.ended_at IS NULL AND app.holds(asked, 'women_space') AND app.holds(a.person_id, 'women_space')
     AND EXISTS (SELECT 1 FROM (SELECT a.other_id AS id UNION SELECT app.files_joined(a.other_id)) other
                   JOIN intake_passage p ON p.person_id = other.id
                  WHERE p.service_day = p_day AND p.left_at IS NULL AND p.undone_at IS NULL)
$$;
REVOKE ALL ON FUNCTION app.not_alone(uuid[], date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.not_alone(uuid[], date) TO centre_web;
