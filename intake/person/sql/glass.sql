-- The emergency opening, whole: whoever asks, in whatever way, the second factor is fresh, the event is written, the
-- coordinator has a notice with its deadline, and only then the file opens. Source: PRIVACY 2.
DROP FUNCTION IF EXISTS app.break_glass(uuid, text, int);

-- May the actor open this file in an emergency? Raises (42501) when they may open none; false when there is no such file
-- or it is closed to them for good: the two look alike.
CREATE OR REPLACE FUNCTION app.glass_opens(p_person uuid) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  who int := app.actor();
BEGIN
  IF who IS NULL OR NOT app.may('centre.break_glass') THEN
    RAISE EXCEPTION 'only a nurse on duty may open a file in an emergency' USING ERRCODE = '42501';
  END IF;
  IF NOT app.fresh() THEN
    RAISE EXCEPTION 'an emergency opening needs a fresh second factor' USING ERRCODE = '42501';
  END IF;
  IF EXISTS (SELECT 1 FROM centre_notice n WHERE n.about_id = who AND n.kind = 'break_glass' AND n.answered_at IS NULL
                AND n.due_at < clock_timestamp()) THEN
    RAISE EXCEPTION 'an earlier opening was not reviewed in time' USING ERRCODE = '42501';
  END IF;
  RETURN EXISTS (SELECT 1 FROM intake_person p WHERE p.id = p_person)
     AND NOT EXISTS (SELECT 1 FROM centre_denial d WHERE d.person = p_person AND d.principal = ANY(app.principals()));
END $$;

-- A nurse opens desk and nursing of a person, for herself alone and at most four hours. `p_words`: what is going on, a
-- sealed cell of this person. The notice under `p_notice` waits for its review at most 72 hours.
CREATE OR REPLACE FUNCTION app.break_glass(p_person uuid, p_reason text, p_minutes int, p_notice uuid, p_words bytea)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  who int := app.actor();
  moment timestamptz := clock_timestamp();
  minutes int := least(greatest(coalesce(p_minutes, 1), 1), 240);
BEGIN
  IF NOT app.glass_opens(p_person) THEN
    RAISE EXCEPTION 'no such file' USING ERRCODE = 'P0002';
  END IF;
  IF coalesce(trim(p_reason), '') = '' OR length(p_reason) > 20 THEN
    RAISE EXCEPTION 'a reason is needed' USING ERRCODE = '22023';
  END IF;
  IF p_notice IS NULL OR coalesce(octet_length(p_words), 0) < 17 OR substring(p_words FROM 2 FOR 16) <> uuid_send(p_person) THEN
    RAISE EXCEPTION 'words for the coordinator are needed, sealed for this person' USING ERRCODE = '22023';
  END IF;
  PERFORM audit.record('centre.access.glass_broken', p_reason, p_person, 'centre.notice', p_notice::text,
                       jsonb_build_object('minutes', minutes));
  INSERT INTO centre_notice (id, kind, about_id, person, reason, words, created_at, until, due_at, judgement, remark)
  VALUES (p_notice, 'break_glass', who, p_person, p_reason, p_words, moment, moment + make_interval(mins => minutes),
          moment + interval '72 hours', '', '');
  INSERT INTO intake_personusergrant AS g (content_object_id, user_id, permission_id, valid_until, origin, reason, granted_by, granted_at)
  SELECT p_person, who, p.id, moment + make_interval(mins => minutes), 'break_glass', p_reason, who, moment
    FROM auth_permission p JOIN django_content_type c ON c.id = p.content_type_id
   WHERE c.app_label = 'intake' AND c.model = 'person' AND p.codename IN ('hold_desk', 'hold_nursing')
  ON CONFLICT (user_id, permission_id, content_object_id) DO UPDATE
     SET valid_until = excluded.valid_until, reason = excluded.reason, granted_at = excluded.granted_at;
END $$;
