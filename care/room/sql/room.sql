-- What the database itself keeps true of the room: no visit without a legal basis in force, an enrolment and an open
-- room, none against a limit; each signature by its own role; and what may be counted by somebody who may know of nobody.
-- Source: DOMAIN 5, 7, 8.2, PRIVACY 2-3.

CREATE OR REPLACE FUNCTION app.room_basis_is_signed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.coordinator_by IS NOT NULL OR NEW.doctor_by IS NOT NULL THEN
      RAISE EXCEPTION 'a legal basis is entered first and signed afterwards' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
  END IF;
  IF (OLD.coordinator_by IS NOT NULL AND NEW.coordinator_by IS DISTINCT FROM OLD.coordinator_by)
     OR (OLD.doctor_by IS NOT NULL AND NEW.doctor_by IS DISTINCT FROM OLD.doctor_by)
     OR (OLD.coordinator_by IS NOT NULL AND NEW.coordinator_at IS DISTINCT FROM OLD.coordinator_at)
     OR (OLD.doctor_by IS NOT NULL AND NEW.doctor_at IS DISTINCT FROM OLD.doctor_at)
     OR (OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS DISTINCT FROM OLD.withdrawn_at) THEN
    RAISE EXCEPTION 'a signature stays as it was given' USING ERRCODE = '23514';
  END IF;
  IF session_user = 'centre_web' AND (
       (NEW.coordinator_by IS DISTINCT FROM OLD.coordinator_by AND NOT app.has_role('coordinator'))
    OR (NEW.doctor_by IS DISTINCT FROM OLD.doctor_by AND NOT app.has_role('doctor'))) THEN
    RAISE EXCEPTION 'this signature is for another role' USING ERRCODE = '42501';
  END IF;
  IF session_user = 'centre_web' AND NOT app.fresh()
     AND (NEW.coordinator_by, NEW.doctor_by) IS DISTINCT FROM (OLD.coordinator_by, OLD.doctor_by) THEN
    RAISE EXCEPTION 'this is signed with a second factor typed just before' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END
$$;

CREATE OR REPLACE FUNCTION app.room_visit_may_begin() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  kept uuid := (SELECT coalesce(p.merged_into_id, p.id) FROM intake_person p WHERE p.id = NEW.person_id);
BEGIN
  -- Asked first: a refusal below would tell somebody outside who is enrolled, and who is not.
  IF session_user = 'centre_web' AND NOT (app.may('care.run_room') AND app.holds(NEW.person_id, 'room')) THEN
    RAISE EXCEPTION 'only the room writes a visit' USING ERRCODE = '42501';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM care_legalbasis b WHERE b.coordinator_by IS NOT NULL AND b.doctor_by IS NOT NULL
                    AND NEW.service_day BETWEEN b.valid_from AND b.valid_until
                    AND (b.withdrawn_at IS NULL OR b.withdrawn_at > NEW.arrived_at)) THEN
    RAISE EXCEPTION 'no legal basis is in force' USING ERRCODE = '23514';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM care_roomopening o WHERE o.id = NEW.opening_id AND o.opened_at <= NEW.arrived_at
                    AND (o.closed_at IS NULL OR o.closed_at >= NEW.arrived_at)) THEN
    RAISE EXCEPTION 'the room is not open' USING ERRCODE = '23514';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM care_enrolment e JOIN intake_person p ON p.id = e.person_id
                  WHERE e.ended_at IS NULL AND (p.id IN (NEW.person_id, kept) OR p.merged_into_id = kept)) THEN
    RAISE EXCEPTION 'nobody comes in who is not enrolled' USING ERRCODE = '23514';
  END IF;
  IF session_user = 'centre_web' AND EXISTS (SELECT 1 FROM intake_person p WHERE p.id IN (NEW.person_id, kept)
                AND p.birth_year > extract(year FROM NEW.arrived_at AT TIME ZONE 'Europe/Brussels') - 18) THEN
    RAISE EXCEPTION 'the booths are closed to somebody under 18' USING ERRCODE = '23514';
  END IF;
  IF EXISTS (SELECT 1 FROM care_roomban b JOIN intake_person p ON p.id = b.person_id
              WHERE b.state = 'in_force' AND b.starts_at <= NEW.arrived_at AND b.ends_at > NEW.arrived_at
                AND (p.id IN (NEW.person_id, kept) OR p.merged_into_id = kept)) THEN
    RAISE EXCEPTION 'the booths are closed to this person until an hour' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END
$$;

-- Nobody is enrolled whose file says that they are, or may be, under 18.
CREATE OR REPLACE FUNCTION app.room_enrols_adults() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF session_user = 'centre_web' AND NOT (app.may('care.enrol_in_room') AND app.holds(NEW.person_id, 'room')) THEN
    RAISE EXCEPTION 'only the room enrols' USING ERRCODE = '42501';
  END IF;
  IF session_user = 'centre_web' AND EXISTS (SELECT 1 FROM intake_person p WHERE p.id = NEW.person_id
                AND p.birth_year > extract(year FROM NEW.enrolled_at AT TIME ZONE 'Europe/Brussels') - 18) THEN
    RAISE EXCEPTION 'nobody under 18 is enrolled' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END
$$;

-- Minutes of observation that began are not moved, and who goes before they end is written as gone before, or to hospital.
CREATE OR REPLACE FUNCTION app.room_visit_goes_on() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.watched_at IS NOT NULL AND (NEW.watched_at, NEW.watch_until) IS DISTINCT FROM (OLD.watched_at, OLD.watch_until)
     OR OLD.left_at IS NOT NULL AND (NEW.left_at, NEW.ending, NEW.early_because) IS DISTINCT FROM (OLD.left_at, OLD.ending, OLD.early_because)
     OR session_user = 'centre_web' AND NEW.ending NOT IN ('early', 'emergency') AND NEW.left_at < NEW.watch_until THEN
    RAISE EXCEPTION 'what is written of a visit stays, and who left before the end left before the end' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END
$$;

-- A limit that was decided is never made longer by one hand, and what was decided stays decided.
CREATE OR REPLACE FUNCTION app.room_ban_stands() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.decided_by IS NOT NULL AND (NEW.ends_at > OLD.ends_at OR NEW.starts_at IS DISTINCT FROM OLD.starts_at
     OR (NEW.decided_by, NEW.decided_at) IS DISTINCT FROM (OLD.decided_by, OLD.decided_at)) THEN
    RAISE EXCEPTION 'a limit that was decided is not made longer: another one is proposed' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END
$$;

DO $$ BEGIN
  IF to_regclass('public.care_legalbasis') IS NOT NULL AND to_regclass('public.care_roomvisit') IS NOT NULL THEN
    DROP TRIGGER IF EXISTS room_basis_is_signed ON care_legalbasis;
    CREATE TRIGGER room_basis_is_signed BEFORE INSERT OR UPDATE ON care_legalbasis
      FOR EACH ROW EXECUTE FUNCTION app.room_basis_is_signed();
    DROP TRIGGER IF EXISTS room_visit_may_begin ON care_roomvisit;
    CREATE TRIGGER room_visit_may_begin BEFORE INSERT ON care_roomvisit
      FOR EACH ROW EXECUTE FUNCTION app.room_visit_may_begin();
    CREATE OR REPLACE TRIGGER room_visit_goes_on BEFORE UPDATE ON care_roomvisit FOR EACH ROW EXECUTE FUNCTION app.room_visit_goes_on();
  END IF;
  IF to_regclass('public.care_enrolment') IS NOT NULL THEN
    CREATE OR REPLACE TRIGGER room_enrols_adults BEFORE INSERT ON care_enrolment FOR EACH ROW EXECUTE FUNCTION app.room_enrols_adults();
  END IF;
  IF to_regclass('public.care_roomban') IS NOT NULL THEN
    CREATE OR REPLACE TRIGGER room_ban_stands BEFORE UPDATE ON care_roomban FOR EACH ROW EXECUTE FUNCTION app.room_ban_stands();
  END IF;
END $$;

-- Visits, acts and persons of some service days, each counted on its own; no person leaves it. Persons below five are
-- not told. What was used and how is told for whole months that are over, each with five persons or none: two periods
-- that differ by one day, or one month seen today and tomorrow, would otherwise tell what somebody used who came between.
-- An act is one use: a speedball is one act of two substances.
CREATE OR REPLACE FUNCTION app.room_counted(p_from date, p_to date) RETURNS TABLE (measure text, code text, n bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH allowed AS MATERIALIZED (SELECT app.actor() IS NOT NULL AND app.may('care.count_room') AS yes),
  visits AS MATERIALIZED (
    SELECT v.id, v.space, v.ending, v.service_day, coalesce(p.merged_into_id, p.id) AS whose
      FROM allowed JOIN care_roomvisit v ON allowed.yes LEFT JOIN intake_person p ON p.id = v.person_id
     WHERE v.service_day BETWEEN p_from AND p_to),
  acts AS MATERIALIZED (
    SELECT a.* FROM care_consumptionact a JOIN visits v ON v.id = a.visit_id WHERE a.struck_at IS NULL),
  enough AS MATERIALIZED (SELECT count(DISTINCT whose) >= 5 AS yes FROM visits),
  months AS MATERIALIZED (
    SELECT p_from = date_trunc('month', p_from)::date AND p_to = (date_trunc('month', p_to) + interval '1 month - 1 day')::date
       AND p_to < (now() AT TIME ZONE 'Europe/Brussels' - interval '1 day')::date
       AND NOT EXISTS (SELECT 1 FROM visits GROUP BY date_trunc('month', service_day) HAVING count(DISTINCT whose) < 5) AS yes),
  emergencies AS MATERIALIZED (
    SELECT DISTINCT i.id, i.kind, i.outcome FROM care_visitincident l JOIN visits v ON v.id = l.visit_id
      JOIN intake_incident i ON i.id = l.incident_id)
  SELECT told.measure, told.code, told.n FROM allowed JOIN (
  SELECT 'visits' AS measure, space::text AS code, count(*) AS n FROM visits GROUP BY space
  UNION ALL SELECT 'endings', ending::text, count(*) FROM visits WHERE ending <> '' GROUP BY ending
  UNION ALL SELECT 'acts', '', count(DISTINCT "group") FROM acts
  UNION ALL SELECT 'persons', '', CASE WHEN (SELECT yes FROM enough) THEN count(DISTINCT whose) END FROM visits
  UNION ALL SELECT 'registered', '', count(*) FROM care_enrolment e, allowed
             WHERE allowed.yes AND e.service_day BETWEEN p_from AND p_to AND e.end_reason <> 'error'
  UNION ALL SELECT 'not_registered', r.reason::text, count(*) FROM care_roomrefusal r, allowed
             WHERE allowed.yes AND r.service_day BETWEEN p_from AND p_to GROUP BY r.reason
  UNION ALL SELECT 'overdoses', kind::text, count(*) FROM emergencies
             WHERE kind IN ('overdose', 'stimulant') AND outcome <> 'died' GROUP BY kind
  UNION ALL SELECT 'naloxone', '', count(DISTINCT e.id) FROM emergencies e JOIN intake_incidentact a ON a.incident_id = e.id
             WHERE a.struck_at IS NULL AND a.act LIKE 'naloxone%'
  UNION ALL SELECT 'ambulance', '', count(DISTINCT e.id) FROM emergencies e JOIN intake_incidentact a ON a.incident_id = e.id
             WHERE a.struck_at IS NULL AND a.act = 'called_112'
  UNION ALL SELECT 'substance', sold_as::text, count(*) FROM acts WHERE (SELECT yes FROM months) GROUP BY sold_as
  UNION ALL SELECT 'route', route::text, count(*) FROM acts WHERE (SELECT yes FROM months) GROUP BY route
  UNION ALL SELECT 'otherwise', otherwise::text, count(DISTINCT "group") FROM acts WHERE (SELECT yes FROM months) GROUP BY otherwise
  ) told ON allowed.yes
$$;

-- A short text that changes whenever this actor's board of the room would look different. It reads as the actor, behind
-- their own walls: what they may not see is not in it.
CREATE OR REPLACE FUNCTION app.room_revision(p_moment timestamptz, p_day date) RETURNS text LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  WITH shown AS MATERIALIZED (
    SELECT v.*, p.alias FROM care_roomvisit v JOIN intake_person p ON p.id = v.person_id
     WHERE v.left_at IS NULL OR (v.ending = 'early' AND v.left_at > p_moment - interval '30 minutes'))
  SELECT md5(concat_ws('|',
    (SELECT string_agg(md5(s::text), '' ORDER BY s.id) FROM shown s),
    (SELECT string_agg(concat_ws(':', a.id, a.struck_at), ',' ORDER BY a.id) FROM care_consumptionact a JOIN shown s ON s.id = a.visit_id),
    (SELECT string_agg(l.id::text, ',' ORDER BY l.id) FROM care_roomlook l JOIN shown s ON s.id = l.visit_id),
    (SELECT string_agg(concat_ws(':', l.incident_id, i.stopped_at), ',' ORDER BY l.id)
       FROM care_visitincident l JOIN shown s ON s.id = l.visit_id JOIN intake_incident i ON i.id = l.incident_id),
    (SELECT string_agg(concat_ws(':', i.id, i.kind, i.place), ',' ORDER BY i.id)
       FROM intake_incident i WHERE i.stopped_at IS NULL AND i.begun_at > p_moment - interval '1 day'),
    (SELECT concat_ws(':', count(*), count(DISTINCT v.person_id)) FROM care_roomvisit v WHERE v.service_day = p_day),
    (SELECT string_agg(concat_ws(':', a.id, a.struck_at), ',' ORDER BY a.id)
       FROM care_consumptionact a JOIN care_roomvisit v ON v.id = a.visit_id WHERE v.service_day = p_day),
    (SELECT string_agg(concat_ws(':', o.id, o.staff), ',') FROM care_roomopening o WHERE o.closed_at IS NULL),
    (SELECT string_agg(md5(b::text), '' ORDER BY b.id) FROM care_legalbasis b WHERE b.valid_until >= p_day - 400),
    (SELECT max(r.number) FROM care_roomrules r), (SELECT string_agg(md5(t::text), '' ORDER BY t.id) FROM care_roomterms t),
    (SELECT string_agg(md5(b::text), '' ORDER BY b.id) FROM care_booth b),
    (SELECT string_agg(concat_ws(':', b.id, b.sold_as, b.level, b.effect), ',' ORDER BY b.id)
       FROM intake_bulletin b WHERE b.state = 'published' AND b.ends_at > p_moment)))
$$;
