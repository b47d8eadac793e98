-- The only ways into the grant book, and the two searches of the desk with the access filter inside. Source: PRIVACY 1-2.

-- Does any team hold this compartment of the person now? Said to those whose own teams may hold it, never which team.
CREATE OR REPLACE FUNCTION app.followed(p_person uuid, p_compartment text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT p_compartment = ANY(app.may_hold()) AND EXISTS (
    SELECT 1 FROM centre_access a WHERE a.person = p_person AND a.compartment = p_compartment AND a.principal < 0
       AND a.valid_until > clock_timestamp())
$$;

-- A team receives one compartment of a person for some days. The team must be one that may hold it, and a team of the
-- actor must already hold something on the person, or the file must be new. What another team follows is not taken over;
-- an emergency opening gives a team nothing that any team has. Queued work acts without standing.
CREATE OR REPLACE FUNCTION app.grant_access(p_person uuid, p_compartment text, p_team int, p_days int, p_origin text, p_reason text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  who int := app.actor();
  mine int[] := app.principals();
  permission int;
  by_team boolean;
  held_by_mine boolean;
  held_by_any boolean;
BEGIN
  IF session_user = 'centre_web' THEN
    IF who IS NULL THEN RAISE EXCEPTION 'nobody is acting' USING ERRCODE = '42501'; END IF;
    IF p_compartment = 'room' AND NOT 'room' = ANY(app.may_hold()) THEN  -- or a refusal would tell whom the room follows
      RAISE EXCEPTION 'only the room gives its part of a file' USING ERRCODE = '42501';
    END IF;
    SELECT coalesce(bool_or(a.principal < 0 AND a.principal = ANY(mine)), false),
           coalesce(bool_or(a.principal < 0 AND a.principal = ANY(mine) AND a.compartment = p_compartment), false),
           coalesce(bool_or(a.principal < 0 AND a.compartment = p_compartment), false)
      INTO by_team, held_by_mine, held_by_any
      FROM centre_access a WHERE a.person = p_person AND a.valid_until > clock_timestamp();
    IF NOT by_team AND EXISTS (SELECT 1 FROM intake_personteamgrant g WHERE g.content_object_id = p_person) THEN
      IF NOT EXISTS (SELECT 1 FROM centre_access a WHERE a.person = p_person AND a.principal = who AND a.valid_until > clock_timestamp()) THEN
        RAISE EXCEPTION 'no standing on this person' USING ERRCODE = '42501';
      ELSIF held_by_any THEN
        RAISE EXCEPTION 'another team follows this person' USING ERRCODE = '42501';
      END IF;
    END IF;
    IF p_compartment NOT IN ('desk', 'housing', 'employment') AND held_by_any AND NOT held_by_mine THEN
      RAISE EXCEPTION 'another team follows this person' USING ERRCODE = '42501';
    END IF;
    IF p_days > 750 OR p_origin NOT IN ('contact', 'relation', 'manual') THEN
      RAISE EXCEPTION 'such a grant is not given by a page' USING ERRCODE = '42501';
    END IF;
  END IF;
  IF p_days NOT BETWEEN 1 AND 3660 THEN RAISE EXCEPTION 'a grant lasts from a day to ten years' USING ERRCODE = '22023'; END IF;
  IF NOT EXISTS (SELECT 1 FROM centre_team t WHERE t.group_ptr_id = p_team AND t.is_active AND p_compartment = ANY(t.compartments)) THEN
    RAISE EXCEPTION 'this team may not hold %', p_compartment USING ERRCODE = '42501';
  END IF;
  SELECT p.id INTO STRICT permission FROM auth_permission p JOIN django_content_type c ON c.id = p.content_type_id
   WHERE c.app_label = 'intake' AND c.model = 'person' AND p.codename = 'hold_' || p_compartment;
  INSERT INTO intake_personteamgrant AS g (content_object_id, group_id, permission_id, valid_until, origin, reason, granted_by, granted_at)
  VALUES (p_person, p_team, permission, clock_timestamp() + make_interval(days => p_days), p_origin, left(p_reason, 300), who, clock_timestamp())
  ON CONFLICT (group_id, permission_id, content_object_id) DO UPDATE
     SET valid_until = excluded.valid_until, origin = excluded.origin, reason = excluded.reason,
         granted_by = excluded.granted_by, granted_at = excluded.granted_at
   WHERE g.valid_until < excluded.valid_until - interval '1 day';
END $$;

-- The work of a relation is over: what teams hold by it ends in some days at the latest. By a holder of the compartment.
CREATE OR REPLACE FUNCTION app.shorten_grants(p_person uuid, p_compartment text, p_days int)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF session_user = 'centre_web' AND NOT app.holds(p_person, p_compartment) THEN
    RAISE EXCEPTION 'no standing on this person' USING ERRCODE = '42501';
  END IF;
  IF p_days NOT BETWEEN 0 AND 3660 THEN RAISE EXCEPTION 'a grant is shortened to ten years at most' USING ERRCODE = '22023'; END IF;
  UPDATE intake_personteamgrant g SET valid_until = clock_timestamp() + make_interval(days => p_days)
    FROM auth_permission p
   WHERE g.permission_id = p.id AND p.codename = 'hold_' || p_compartment AND g.content_object_id = p_person
     AND g.origin = 'relation' AND g.valid_until > clock_timestamp() + make_interval(days => p_days);
END $$;

-- A team's compartment ends now: by somebody who holds that compartment.
CREATE OR REPLACE FUNCTION app.end_grant(p_person uuid, p_compartment text, p_team int)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF session_user = 'centre_web' AND NOT app.holds(p_person, p_compartment) THEN
    RAISE EXCEPTION 'no standing on this person' USING ERRCODE = '42501';
  END IF;
  UPDATE intake_personteamgrant g SET valid_until = clock_timestamp()
    FROM auth_permission p
   WHERE g.permission_id = p.id AND p.codename = 'hold_' || p_compartment
     AND g.content_object_id = p_person AND g.group_id = p_team AND g.valid_until > clock_timestamp();
END $$;

-- What a colleague gave a team by hand for some days ends now; what the team holds by its own work stays. By a holder
-- of the compartment.
CREATE OR REPLACE FUNCTION app.end_given(p_person uuid, p_compartment text, p_team int)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF session_user = 'centre_web' AND NOT app.holds(p_person, p_compartment) THEN
    RAISE EXCEPTION 'no standing on this person' USING ERRCODE = '42501';
  END IF;
  UPDATE intake_personteamgrant g SET valid_until = clock_timestamp()
    FROM auth_permission p
   WHERE g.permission_id = p.id AND p.codename = 'hold_' || p_compartment AND g.origin = 'manual'
     AND g.content_object_id = p_person AND g.group_id = p_team AND g.valid_until > clock_timestamp();
END $$;

-- Somebody is recognised, by their card or by the eight questions: the actor's teams that may hold the desk receive the
-- file, for the days given. The file it was joined to is answered instead when the actor held its desk already: joining
-- gives nobody anything. Null when the person is denied to the actor, and to everybody while an erasure waits.
CREATE OR REPLACE FUNCTION app.reach_by_contact(p_person uuid, p_days int) RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  kept uuid := (SELECT p.merged_into_id FROM intake_person p WHERE p.id = p_person);
BEGIN
  IF app.actor() IS NULL OR EXISTS (SELECT 1 FROM centre_denial d WHERE d.person IN (p_person, kept)
                                     AND (d.principal = ANY(app.principals()) OR d.reason LIKE 'erasure %')) THEN
    RETURN NULL;
  END IF;
  INSERT INTO intake_personteamgrant AS g (content_object_id, group_id, permission_id, valid_until, origin, reason, granted_by, granted_at)
  SELECT p_person, m.team_id, p.id, clock_timestamp() + make_interval(days => least(greatest(p_days, 1), 366)), 'contact', '', app.actor(), clock_timestamp()
    FROM app.memberships(app.actor()) m, auth_permission p JOIN django_content_type c ON c.id = p.content_type_id
   WHERE 'desk' = ANY(m.compartments) AND c.app_label = 'intake' AND c.model = 'person' AND p.codename = 'hold_desk'
  ON CONFLICT (group_id, permission_id, content_object_id) DO UPDATE
     SET valid_until = excluded.valid_until, origin = excluded.origin, granted_by = excluded.granted_by, granted_at = excluded.granted_at
   WHERE g.valid_until < excluded.valid_until - interval '1 day';
  RETURN CASE WHEN kept IS NOT NULL AND app.holds(kept, 'desk') THEN kept ELSE p_person END;
END $$;
REVOKE ALL ON FUNCTION app.reach_by_contact(uuid, int) FROM PUBLIC;

-- Somebody presents their card. Null when no card in use answers, or when the person is denied to the actor: the two
-- look alike.
CREATE OR REPLACE FUNCTION app.present_card(p_mac bytea, p_days int) RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  found uuid;
BEGIN
  IF app.actor() IS NULL THEN RETURN NULL; END IF;
  SELECT c.person_id INTO found FROM intake_card c WHERE c.mac = p_mac AND c.revoked_at IS NULL;
  IF found IS NULL THEN RETURN NULL; END IF;
  RETURN app.reach_by_contact(found, p_days);
END $$;

-- Letters without their accents, in lower case: what an alias is searched by.
CREATE OR REPLACE FUNCTION app.fold(p_text text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = public, pg_temp AS $$ SELECT lower(unaccent('unaccent', p_text)) $$;

CREATE INDEX IF NOT EXISTS person_alias_trigram ON intake_person USING gin (app.fold(alias) gin_trgm_ops);

-- The desk's search by alias: the access filter stands inside, because text search under row security is ×390 slower.
CREATE OR REPLACE FUNCTION app.search_alias(p_text text, p_limit int)
RETURNS TABLE (person uuid, alias text, likeness real) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT p.id, p.alias::text, similarity(app.fold(p.alias), app.fold(p_text))
    FROM intake_person p
   WHERE (app.fold(p.alias) % app.fold(p_text) OR app.fold(p.alias) LIKE '%' || replace(replace(app.fold(p_text), '%', ''), '_', '') || '%')
     AND length(trim(p_text)) >= 2
     AND EXISTS (SELECT 1 FROM centre_access a WHERE a.person = p.id AND a.compartment = 'desk'
                    AND a.principal = ANY((SELECT app.principals())::int[]) AND a.valid_until > (SELECT clock_timestamp()) OFFSET 0)
     AND NOT EXISTS (SELECT 1 FROM centre_denial d WHERE d.person = p.id AND d.principal = ANY((SELECT app.principals())::int[]))
   ORDER BY 3 DESC, p.alias, p.id LIMIT least(p_limit, 20)
$$;
