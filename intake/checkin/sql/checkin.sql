-- Check-in by somebody who may see no file: a card's MAC (or none) and a service become one passage, and what comes back
-- is whether the card is in use and how often each service was taken with it today. Never who it is. Source: DOMAIN 6.
CREATE OR REPLACE FUNCTION app.check_in(p_mac bytea, p_service int, p_uuid uuid, p_day date, p_at timestamptz)
RETURNS TABLE (known boolean, service text, times int) LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  who int := app.actor();
  whom uuid;
  made bigint;
BEGIN
  IF who IS NULL OR NOT app.may('intake.check_in') THEN
    RAISE EXCEPTION 'only who checks people in may do this' USING ERRCODE = '42501';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM intake_service s WHERE s.id = p_service AND s.active AND s."order" > 0) THEN
    RAISE EXCEPTION 'no such service' USING ERRCODE = 'P0002';
  END IF;
  SELECT c.person_id INTO whom FROM intake_card c
   WHERE c.mac = p_mac AND c.revoked_at IS NULL
     AND NOT EXISTS (SELECT 1 FROM centre_denial d WHERE d.person = c.person_id
                        AND (d.principal = ANY(app.principals()) OR d.reason LIKE 'erasure %'));
  INSERT INTO intake_passage (person_id, service_id, space_id, compartment, service_day, at, recorded_at, recorded_late, by, client_uuid)
  VALUES (whom, p_service, NULL, 'desk', p_day, p_at, clock_timestamp(), false, who, p_uuid)
  ON CONFLICT (client_uuid) DO NOTHING RETURNING id INTO made;
  IF made IS NOT NULL THEN
    INSERT INTO intake_historicalpassage (id, compartment, service_day, at, recorded_at, recorded_late, by, client_uuid, left_at, undone_at,
                                          undone_by, history_user_id, person_id, service_id, space_id, history_date, history_change_reason, history_type)
    SELECT p.id, p.compartment, p.service_day, p.at, p.recorded_at, p.recorded_late, p.by, p.client_uuid, p.left_at, p.undone_at,
           p.undone_by, who, p.person_id, p.service_id, p.space_id, clock_timestamp(), NULL, '+'
      FROM intake_passage p WHERE p.id = made;
    PERFORM audit.record('intake.checkin.recorded', '', whom, 'intake.passage', made::text, '{}'::jsonb);
  END IF;
  -- a tap sent again is answered as it was: no other card is tried under it, out of the ledger's sight
  IF made IS NULL AND NOT EXISTS (SELECT 1 FROM intake_passage p WHERE p.client_uuid = p_uuid AND p.by = who AND p.person_id = whom) THEN
    whom := NULL;
  END IF;
  IF whom IS NULL THEN
    RETURN QUERY SELECT false, NULL::text, 0;
    RETURN;
  END IF;
  RETURN QUERY SELECT true, s.code::text, count(*)::int
                 FROM intake_passage p JOIN intake_service s ON s.id = p.service_id
                WHERE p.person_id = whom AND p.service_day = p_day AND p.undone_at IS NULL AND p.compartment = 'desk'
                GROUP BY s.code;
END $$;
REVOKE ALL ON FUNCTION app.check_in(bytea, int, uuid, date, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.check_in(bytea, int, uuid, date, timestamptz) TO centre_web;
