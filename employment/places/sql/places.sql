-- What day labour must know of people whom the acting worker may not see: numbers only, no person. Without it somebody
-- denied to one worker would silently miss the draw, or their place be given twice. Source: DOMAIN 8.4, PRIVACY 2-3.

DROP FUNCTION IF EXISTS app.draw_candidates(bigint);
DROP FUNCTION IF EXISTS app.write_places(bigint);
DROP FUNCTION IF EXISTS app.call_next(bigint, timestamptz);

-- The instant at which a session begins, and ends.
CREATE OR REPLACE FUNCTION app.session_instant(p_day date, p_hour time) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
  SELECT (p_day + p_hour) AT TIME ZONE 'Europe/Brussels'
$$;
REVOKE ALL ON FUNCTION app.session_instant(date, time) FROM PUBLIC;

-- What counts for a place in a session, for the human behind a file and the files joined to it: sessions without a place
-- since the last one worked; never worked one; places that week in the project and everywhere; work limited by a decision.
-- A place that somebody did not come to changes none of it; one they were called to and missed still counts as waiting.
CREATE OR REPLACE FUNCTION app.weigh_chances(p_person uuid, p_session bigint)
RETURNS TABLE (misses bigint, first_timer boolean, places_this_week bigint, places_everywhere bigint, barred boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH s AS MATERIALIZED (SELECT * FROM employment_session WHERE id = p_session),
  files AS MATERIALIZED (
    SELECT f.id FROM intake_person me JOIN intake_person f ON coalesce(f.merged_into_id, f.id) = coalesce(me.merged_into_id, me.id)
     WHERE me.id = p_person),
  mine AS MATERIALIZED (
    SELECT o.id, o.placed, o.rank, o.withdrawn_at, os.project_id, os.state, os.day, a.present,
           EXISTS (SELECT 1 FROM employment_call c WHERE c.sign_up_id = o.id) AS called
      FROM employment_signup o JOIN employment_session os ON os.id = o.session_id
      LEFT JOIN employment_attendance a ON a.sign_up_id = o.id
     WHERE o.person_id IN (SELECT id FROM files) AND o.session_id <> p_session),
  last AS MATERIALIZED (SELECT max(m.day) AS day FROM mine m, s WHERE m.present AND m.day <= s.day)
  SELECT (SELECT count(*) FROM mine m, s, last
           WHERE m.withdrawn_at IS NULL AND m.rank IS NOT NULL AND m.state <> 'open' AND m.day <= s.day
             AND m.present IS NOT TRUE AND (NOT m.placed OR m.called) AND m.day > coalesce(last.day, '-infinity'::date)),
         (SELECT last.day IS NULL FROM last),
         (SELECT count(*) FROM mine m, s
           WHERE m.placed AND m.withdrawn_at IS NULL AND m.present IS DISTINCT FROM false AND m.state <> 'cancelled'
             AND m.project_id = s.project_id AND date_trunc('week', m.day::timestamp) = date_trunc('week', s.day::timestamp)),
         (SELECT count(*) FROM mine m, s
           WHERE m.placed AND m.withdrawn_at IS NULL AND m.present IS DISTINCT FROM false AND m.state <> 'cancelled'
             AND date_trunc('week', m.day::timestamp) = date_trunc('week', s.day::timestamp)),
         EXISTS (SELECT 1 FROM intake_restriction r, s
                  WHERE r.person_id IN (SELECT id FROM files) AND r.service_id = 'work' AND r.state = 'in_force'
                    AND r.starts_at <= app.session_instant(s.day, s.starts) AND r.ends_at > app.session_instant(s.day, s.starts))
    FROM s
$$;
REVOKE ALL ON FUNCTION app.weigh_chances(uuid, bigint) FROM PUBLIC;

-- Whether whoever asks through a page may ask about this person by name: of anybody else there are numbers of sign-ups only.
CREATE OR REPLACE FUNCTION app.works_with(p_person uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT session_user <> 'centre_web' OR app.holds(p_person, 'employment') OR app.holds(p_person, 'desk')
$$;

-- The same for one person whom the actor may know.
CREATE OR REPLACE FUNCTION app.chances_of(p_person uuid, p_session bigint)
RETURNS TABLE (misses bigint, first_timer boolean, places_this_week bigint, places_everywhere bigint, barred boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.* FROM app.weigh_chances(p_person, p_session) c
   WHERE app.works_with(p_person) AND (session_user <> 'centre_web' OR app.may('employment.view_sessions', 'employment.draw_places'))
$$;

-- Every sign-up of a session that may be drawn, by number; of two files of one human only the first that signed up.
CREATE OR REPLACE FUNCTION app.draw_candidates(p_session bigint)
RETURNS TABLE (sign_up bigint, misses bigint, first_timer boolean, places_this_week bigint, places_everywhere bigint, barred boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT u.id, c.misses, c.first_timer, c.places_this_week, c.places_everywhere, c.barred
    FROM (SELECT DISTINCT ON (coalesce(p.merged_into_id, p.id)) v.id, v.person_id
            FROM employment_signup v JOIN intake_person p ON p.id = v.person_id
           WHERE v.session_id = p_session AND v.withdrawn_at IS NULL
           ORDER BY coalesce(p.merged_into_id, p.id), v.id) u
   CROSS JOIN LATERAL app.weigh_chances(u.person_id, p_session) c
   WHERE session_user <> 'centre_web' OR app.may('employment.view_sessions', 'employment.draw_places')
   ORDER BY u.id
$$;

-- The most places a person has in the week of a day, over all projects; null without such a rule.
CREATE OR REPLACE FUNCTION app.weekly_most(p_day date) RETURNS smallint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT r.weekly_cap FROM employment_workrule r
   WHERE r.valid_from <= p_day AND (session_user <> 'centre_web' OR app.actor() IS NOT NULL) ORDER BY r.valid_from DESC LIMIT 1
$$;

-- How many places of a session somebody has.
CREATE OR REPLACE FUNCTION app.places_taken(p_session bigint) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT count(*) FROM employment_signup u
   WHERE u.session_id = p_session AND u.seat IS NOT NULL AND (session_user <> 'centre_web' OR app.actor() IS NOT NULL)
$$;

-- The place that a person may have now in a session whose places are being given: its number, or null; the number in the
-- order; why not. Until the day itself a seat kept for first-timers is for nobody else.
CREATE OR REPLACE FUNCTION app.find_place(p_session bigint, p_person uuid, p_at timestamptz)
RETURNS TABLE (seat smallint, rank integer, capped boolean, barred boolean, last_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  s employment_session; chances record; kept integer := 0; free integer;
BEGIN
  SELECT * INTO s FROM employment_session WHERE id = p_session;
  SELECT coalesce(max(u.rank), 0) + 1, s.places - count(u.seat), max(u.signed_up_at) FILTER (WHERE u.seat IS NOT NULL)
    INTO rank, free, last_at FROM employment_signup u WHERE u.session_id = p_session;
  SELECT * INTO chances FROM app.weigh_chances(p_person, p_session);
  barred := chances.barred;
  capped := chances.places_this_week >= (SELECT p.weekly_cap FROM employment_project p WHERE p.id = s.project_id)
            OR coalesce(chances.places_everywhere >= app.weekly_most(s.day), false);
  IF s.filling = 'first_come' AND s.first_timer_places > 0 AND NOT chances.first_timer
     AND (p_at AT TIME ZONE 'Europe/Brussels')::date < s.day THEN
    SELECT greatest(0, s.first_timer_places - count(*)) INTO kept
      FROM employment_signup u CROSS JOIN LATERAL app.weigh_chances(u.person_id, p_session) c
     WHERE u.session_id = p_session AND u.seat IS NOT NULL AND u.person_id IS NOT NULL AND c.first_timer;
  END IF;
  IF free > kept AND NOT capped AND NOT barred THEN
    SELECT min(n) INTO seat FROM generate_series(1, s.places) n
     WHERE NOT EXISTS (SELECT 1 FROM employment_signup u WHERE u.session_id = p_session AND u.seat = n);
  END IF;
  RETURN NEXT;
END $$;

REVOKE ALL ON FUNCTION app.find_place(bigint, uuid, timestamptz) FROM PUBLIC;

-- The same for one person whom the actor may know.
CREATE OR REPLACE FUNCTION app.place_for(p_session bigint, p_person uuid, p_at timestamptz)
RETURNS TABLE (seat smallint, rank integer, capped boolean, barred boolean, last_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT f.* FROM app.find_place(p_session, p_person, p_at) f
   WHERE app.works_with(p_person) AND (session_user <> 'centre_web' OR app.may('employment.sign_up', 'employment.mark_present'))
$$;

-- The readable history of sign-ups that a function of the house has written.
CREATE OR REPLACE FUNCTION app.remember_sign_ups(p_numbers bigint[]) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  INSERT INTO employment_historicalsignup
  SELECT (jsonb_populate_record(NULL::employment_historicalsignup, to_jsonb(u) || jsonb_build_object(
            'history_id', nextval(pg_get_serial_sequence('employment_historicalsignup', 'history_id')),
            'history_date', clock_timestamp(), 'history_type', '~', 'history_user_id', app.actor()))).*
    FROM employment_signup u WHERE u.id = ANY(p_numbers)
$$;
REVOKE ALL ON FUNCTION app.remember_sign_ups(bigint[]) FROM PUBLIC;

-- A place in a session that is drawn comes from its draw, or after it; nobody stands in the order before who stood there.
CREATE OR REPLACE FUNCTION app.place_comes_in_order() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  drawn jsonb := (SELECT (d.outcome -> 'placed') || (d.outcome -> 'waiting') FROM employment_draw d WHERE d.session_id = NEW.session_id);
BEGIN
  IF session_user <> 'centre_web' THEN RETURN NEW; END IF;
  IF drawn IS NULL AND (NEW.seat IS NOT NULL OR NEW.rank IS NOT NULL)
     AND (SELECT s.filling FROM employment_session s WHERE s.id = NEW.session_id) = 'draw' THEN
    RAISE EXCEPTION 'the draw gives the places of this session' USING ERRCODE = '42501';
  END IF;
  IF NEW.rank IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.rank IS DISTINCT FROM OLD.rank)
     AND (drawn ->> (NEW.rank - 1)) IS DISTINCT FROM NEW.id::text
     AND NEW.rank <= (SELECT max(u.rank) FROM employment_signup u WHERE u.session_id = NEW.session_id AND u.id <> NEW.id) THEN
    RAISE EXCEPTION 'this place in the order is of another' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
DO $$ BEGIN
  IF to_regclass('public.employment_signup') IS NOT NULL THEN
    DROP TRIGGER IF EXISTS place_comes_in_order ON employment_signup;
    CREATE TRIGGER place_comes_in_order BEFORE INSERT OR UPDATE ON employment_signup
      FOR EACH ROW EXECUTE FUNCTION app.place_comes_in_order();
  END IF;
END $$;

-- The draw writes its outcome on every sign-up of the session, seen or not; only once, only from the stored draw.
CREATE OR REPLACE FUNCTION app.write_places(p_session bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  numbers bigint[];
BEGIN
  WITH line AS (
    SELECT x.value::bigint AS id, true AS placed, x.ordinality AS rank
      FROM employment_draw d, jsonb_array_elements_text(d.outcome -> 'placed') WITH ORDINALITY x WHERE d.session_id = p_session
    UNION ALL
    SELECT y.value::bigint, false, y.ordinality + jsonb_array_length(d.outcome -> 'placed')
      FROM employment_draw d, jsonb_array_elements_text(d.outcome -> 'waiting') WITH ORDINALITY y WHERE d.session_id = p_session),
  written AS (
    UPDATE employment_signup u SET placed = line.placed, rank = line.rank, seat = CASE WHEN line.placed THEN line.rank END
      FROM line
     WHERE u.id = line.id AND u.session_id = p_session AND u.rank IS NULL
       AND (session_user <> 'centre_web' OR app.may('employment.draw_places'))
    RETURNING u.id)
  SELECT array_agg(id) INTO numbers FROM written;
  PERFORM app.remember_sign_ups(numbers);
END $$;

-- Keep a free place for the first who waits and may have it, open a call and write the event; whether there was somebody.
-- Who it is, perhaps out of sight, is told to nobody but the ledger. Who answered a call of this session, or has an open
-- one, is not called again.
CREATE OR REPLACE FUNCTION app.call_next(p_session bigint, p_at timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  waiting record; place record; call bigint;
BEGIN
  IF session_user = 'centre_web' AND NOT app.may('employment.sign_up') THEN RETURN false; END IF;
  PERFORM 1 FROM employment_session s WHERE s.id = p_session FOR NO KEY UPDATE;
  FOR waiting IN
    SELECT u.id, u.person_id FROM employment_signup u
     WHERE u.session_id = p_session AND u.withdrawn_at IS NULL AND u.seat IS NULL AND NOT u.placed AND u.rank IS NOT NULL
       AND u.person_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM employment_call c WHERE c.sign_up_id = u.id)
     ORDER BY u.rank, u.id
  LOOP
    SELECT * INTO place FROM app.find_place(p_session, waiting.person_id, p_at);
    CONTINUE WHEN place.seat IS NULL;
    UPDATE employment_signup u SET placed = true, seat = place.seat WHERE u.id = waiting.id;
    PERFORM app.remember_sign_ups(ARRAY[waiting.id]);
    INSERT INTO employment_call (sign_up_id, called_at, called_by, way, answer)
    VALUES (waiting.id, p_at, app.actor(), '', 'open') RETURNING id INTO call;
    INSERT INTO employment_historicalcall
    SELECT (jsonb_populate_record(NULL::employment_historicalcall, to_jsonb(c) || jsonb_build_object(
              'history_id', nextval(pg_get_serial_sequence('employment_historicalcall', 'history_id')),
              'history_date', clock_timestamp(), 'history_type', '+', 'history_user_id', app.actor()))).*
      FROM employment_call c WHERE c.id = call;
    PERFORM audit.record('employment.place.called', '', waiting.person_id, 'employment.signup', waiting.id::text, NULL);
    RETURN true;
  END LOOP;
  RETURN false;
END $$;

-- How many have signed up for each of these sessions; a number, of nobody.
CREATE OR REPLACE FUNCTION app.sign_up_counts(p_sessions bigint[]) RETURNS TABLE (session bigint, signed bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT u.session_id, count(*) FROM employment_signup u
   WHERE u.session_id = ANY(p_sessions) AND u.withdrawn_at IS NULL AND app.may('employment.view_sessions', 'employment.draw_places')
   GROUP BY u.session_id
$$;

-- Each session of some days with its numbers: places, signed up, given, came, did not come, not today, minutes. Of nobody.
CREATE OR REPLACE FUNCTION app.work_sessions(p_first date, p_last date)
RETURNS TABLE (session bigint, project bigint, day date, state text, places integer, signed bigint, given bigint, came bigint,
               no_shows bigint, not_today bigint, minutes bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.id, s.project_id, s.day, s.state, s.places::integer, count(u.id) FILTER (WHERE u.withdrawn_at IS NULL),
         count(u.id) FILTER (WHERE u.placed AND u.withdrawn_at IS NULL), count(a.id) FILTER (WHERE a.present),
         count(a.id) FILTER (WHERE NOT a.present AND NOT a.not_today), count(a.id) FILTER (WHERE NOT a.present AND a.not_today),
         coalesce(sum(greatest(0, round(extract(epoch FROM a.ended_at - a.began_at) / 60)::bigint - a.break_minutes)) FILTER (WHERE a.present), 0)::bigint
    FROM employment_session s
    LEFT JOIN employment_signup u ON u.session_id = s.id
    LEFT JOIN employment_attendance a ON a.sign_up_id = u.id
   WHERE s.day BETWEEN p_first AND p_last AND (session_user <> 'centre_web' OR app.may('employment.view_sessions'))
   GROUP BY s.id ORDER BY s.day, s.starts, s.id
$$;

-- How many humans signed up in sessions of some days, how many worked, how many of these for the first time. Of nobody.
CREATE OR REPLACE FUNCTION app.work_persons(p_first date, p_last date) RETURNS TABLE (signed bigint, worked bigint, first_time bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH every AS (
    SELECT coalesce(p.merged_into_id, p.id) AS human, s.day, coalesce(a.present, false) AS came
      FROM employment_signup u JOIN employment_session s ON s.id = u.session_id JOIN intake_person p ON p.id = u.person_id
      LEFT JOIN employment_attendance a ON a.sign_up_id = u.id
     WHERE s.day <= p_last AND s.state <> 'cancelled' AND u.withdrawn_at IS NULL
       AND (session_user <> 'centre_web' OR app.may('employment.view_sessions'))),
  humans AS (
    SELECT bool_or(day >= p_first) AS signed, bool_or(came AND day >= p_first) AS worked, bool_or(came AND day < p_first) AS before
      FROM every GROUP BY human)
  SELECT count(*) FILTER (WHERE signed), count(*) FILTER (WHERE worked), count(*) FILTER (WHERE worked AND NOT before) FROM humans
$$;
