-- Identity and access inside the database. Every function is a definer with a pinned search path; the web role may
-- call what answers about its own token and nothing else. Source: PRIVACY 2-3.
CREATE SCHEMA IF NOT EXISTS app;
GRANT USAGE ON SCHEMA app TO centre_web, centre_worker, centre_release, centre_erase;

CREATE TABLE IF NOT EXISTS app.token_key (id int PRIMARY KEY CHECK (id = 1), inner_pad bytea NOT NULL, outer_pad bytea NOT NULL);
REVOKE ALL ON app.token_key FROM PUBLIC, centre_web, centre_worker;

-- The six parts of a good token (user, workstation, request, end, fresh until, seal), or null: forged, stale and absent are the same.
CREATE OR REPLACE FUNCTION app.claims() RETURNS text[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  raw text := nullif(current_setting('app.token', true), '');
  part text[];
  key app.token_key;
BEGIN
  IF raw IS NULL THEN RETURN NULL; END IF;
  part := string_to_array(raw, '|');
  IF cardinality(part) <> 6 THEN RETURN NULL; END IF;
  SELECT * INTO key FROM app.token_key WHERE id = 1;
  IF encode(sha256(key.outer_pad || sha256(key.inner_pad || convert_to(array_to_string(part[1:5], '|'), 'UTF8'))), 'hex')
     IS DISTINCT FROM part[6] THEN RETURN NULL; END IF;
  IF part[4]::bigint < extract(epoch FROM clock_timestamp()) THEN RETURN NULL; END IF;
  RETURN part;
END $$;

CREATE OR REPLACE FUNCTION app.actor() RETURNS int LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT u.id::int FROM centre_user u WHERE u.id = ((app.claims())[1])::int AND u.is_active
$$;

CREATE OR REPLACE FUNCTION app.workstation() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$ SELECT (app.claims())[2] $$;

CREATE OR REPLACE FUNCTION app.request_id() RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$ SELECT ((app.claims())[3])::uuid $$;

-- Did the actor type a second factor lately? Said by the signed token, never by a parameter.
CREATE OR REPLACE FUNCTION app.fresh() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT coalesce(((app.claims())[5])::bigint > extract(epoch FROM clock_timestamp()), false)
$$;

-- The teams one belongs to at this instant.
CREATE OR REPLACE FUNCTION app.memberships(p_user int) RETURNS TABLE (team_id int, role text, compartments text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t.group_ptr_id, t.role::text, t.compartments::text[]
    FROM centre_membership m JOIN centre_team t ON t.group_ptr_id = m.team_id
   WHERE m.user_id = p_user AND t.is_active
     AND m.starts_at <= clock_timestamp() AND (m.ends_at IS NULL OR m.ends_at > clock_timestamp())
$$;
REVOKE ALL ON FUNCTION app.memberships(int) FROM PUBLIC;

-- Whom the access table knows the actor as: the user's id, and minus the id of each team.
CREATE OR REPLACE FUNCTION app.principals() RETURNS int[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT coalesce((SELECT ARRAY[who] || ARRAY(SELECT -m.team_id FROM app.memberships(who) m)
                     FROM app.actor() who WHERE who IS NOT NULL), '{}'::int[])
$$;

CREATE OR REPLACE FUNCTION app.has_role(p_role text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM app.memberships(app.actor()) m WHERE m.role = p_role)
$$;

-- The roles matrix as the application has it, written anew after every migration; nobody else writes it.
CREATE TABLE IF NOT EXISTS app.role_permission (role text, permission text, PRIMARY KEY (role, permission));
REVOKE ALL ON app.role_permission FROM PUBLIC, centre_web, centre_worker;

-- Does a role of the actor hold one of these permissions?
CREATE OR REPLACE FUNCTION app.may(VARIADIC p_permissions text[]) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM app.memberships(app.actor()) m JOIN app.role_permission r ON r.role = m.role
                  WHERE r.permission = ANY(p_permissions))
$$;

-- The compartments that the actor's teams may hold: what they may see of rows that name nobody.
CREATE OR REPLACE FUNCTION app.may_hold() RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT coalesce(array_agg(DISTINCT held), '{}') FROM app.memberships(app.actor()) m, unnest(m.compartments) held
$$;

-- Does the actor hold this compartment of this person now (deny beats allow)?
CREATE OR REPLACE FUNCTION app.holds(p_person uuid, p_compartment text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM centre_access a WHERE a.person = p_person AND a.compartment = p_compartment
                    AND a.principal = ANY(app.principals()) AND a.valid_until > clock_timestamp())
     AND NOT EXISTS (SELECT 1 FROM centre_denial d WHERE d.person = p_person AND d.principal = ANY(app.principals()))
$$;

-- Projects a row of the grant book into the flat table. Attached to the grant tables (columns as guardian names them).
CREATE OR REPLACE FUNCTION app.project_grant() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  line jsonb := to_jsonb(coalesce(NEW, OLD));
  held text;
  who int;
BEGIN
  SELECT substr(p.codename, 6) INTO held FROM auth_permission p WHERE p.id = (line->>'permission_id')::int;
  who := CASE WHEN line ? 'group_id' THEN -(line->>'group_id')::int ELSE (line->>'user_id')::int END;
  IF TG_OP = 'DELETE' THEN
    DELETE FROM centre_access WHERE person = (line->>'content_object_id')::uuid AND compartment = held AND principal = who;
    RETURN OLD;
  END IF;
  INSERT INTO centre_access (person, compartment, principal, valid_until)
  VALUES ((line->>'content_object_id')::uuid, held, who, (line->>'valid_until')::timestamptz)
  ON CONFLICT (person, compartment, principal) DO UPDATE SET valid_until = excluded.valid_until;
  RETURN NEW;
END $$;

-- One changes some columns of one's own row; every other column is for a manager, who is somebody else. The first
-- argument is a permission with which every column may be changed ('' for none), the others are the columns.
CREATE OR REPLACE FUNCTION app.own_columns_only() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF session_user = 'centre_web' AND NOT (app.has_role('admin') AND (to_jsonb(OLD)->>'id')::int <> app.actor())
     AND (to_jsonb(NEW) - TG_ARGV[1:]::text[]) IS DISTINCT FROM (to_jsonb(OLD) - TG_ARGV[1:]::text[]) THEN
    RAISE EXCEPTION 'only a manager of accounts may change this' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;

-- Some rows change in a few columns only, whoever asks through a page (a notice is answered, never rewritten).
CREATE OR REPLACE FUNCTION app.these_columns_only() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF session_user = 'centre_web' AND (to_jsonb(NEW) - TG_ARGV[1:]::text[]) IS DISTINCT FROM (to_jsonb(OLD) - TG_ARGV[1:]::text[])
     AND (TG_ARGV[0] = '' OR NOT app.may(TG_ARGV[0])) THEN
    RAISE EXCEPTION 'this is not rewritten' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;

-- A second factor counts tries for everybody; it is confirmed by whose it is, and nothing else of it ever changes.
CREATE OR REPLACE FUNCTION app.factor_columns_only() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  free text[] := TG_ARGV[1:]::text[] || CASE WHEN OLD.user_id = app.actor() THEN '{confirmed}'::text[] ELSE '{}'::text[] END;
BEGIN
  IF session_user = 'centre_web' AND (to_jsonb(NEW) - free) IS DISTINCT FROM (to_jsonb(OLD) - free) THEN
    RAISE EXCEPTION 'a second factor is not rewritten' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;

-- Columns with the number of who did something: whoever writes one through a page writes their own number.
CREATE OR REPLACE FUNCTION app.own_hands() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  said jsonb := to_jsonb(NEW);
  before jsonb := CASE WHEN TG_OP = 'UPDATE' THEN to_jsonb(OLD) ELSE '{}' END;
  hand text;
BEGIN
  IF session_user <> 'centre_web' THEN RETURN NEW; END IF;
  FOREACH hand IN ARRAY TG_ARGV[1:]::text[] LOOP
    IF said->>hand IS NOT NULL AND said->>hand IS DISTINCT FROM before->>hand
       AND (said->>hand)::bigint IS DISTINCT FROM app.actor() THEN
      RAISE EXCEPTION 'nobody writes in the name of another' USING ERRCODE = '42501';
    END IF;
  END LOOP;
  RETURN NEW;
END $$;

DROP FUNCTION IF EXISTS app.guard_columns(regclass, text[]);
CREATE OR REPLACE FUNCTION app.guard_columns(p_table regclass, p_guard text, p_unless text, p_columns text[]) RETURNS void LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  EXECUTE format('DROP TRIGGER IF EXISTS %I ON %s', p_guard, p_table);
  EXECUTE format('CREATE TRIGGER %1$I BEFORE %5$s ON %2$s FOR EACH ROW EXECUTE FUNCTION app.%1$I(%3$L, %4$s)',
                 p_guard, p_table, p_unless, (SELECT string_agg(quote_literal(c), ', ') FROM unnest(p_columns) c),
                 CASE WHEN p_guard = 'own_hands' THEN 'INSERT OR UPDATE' ELSE 'UPDATE' END);
END $$;
REVOKE ALL ON FUNCTION app.guard_columns(regclass, text, text, text[]) FROM PUBLIC;
