-- Who belongs where begins now, never in the past, and is told to the ledger by the database itself: a manager of accounts
-- who writes SQL of their own puts nobody into a team in silence, rewrites no membership and revives none. Source: PRIVACY 3-4.
CREATE OR REPLACE FUNCTION app.membership_is_told() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  moment timestamptz := clock_timestamp();
  verb text := CASE WHEN TG_OP = 'INSERT' THEN 'centre.staff.membership_started' ELSE 'centre.staff.membership_ended' END;
BEGIN
  IF session_user <> 'centre_web' THEN RETURN NEW; END IF;
  IF TG_OP = 'INSERT' THEN
    IF abs(extract(epoch FROM NEW.starts_at - moment)) > 300 OR NEW.ends_at < NEW.starts_at THEN
      RAISE EXCEPTION 'a membership begins now' USING ERRCODE = '42501';
    END IF;
  ELSIF (to_jsonb(NEW) - 'ends_at') IS DISTINCT FROM (to_jsonb(OLD) - 'ends_at') OR OLD.ends_at < moment
        OR NEW.ends_at IS NULL THEN
    RAISE EXCEPTION 'a membership is ended, not rewritten' USING ERRCODE = '42501';
  END IF;
  PERFORM audit.record(verb, '', NULL, 'centre.membership', NEW.id::text,
                       jsonb_build_object('user', NEW.user_id, 'team', (SELECT t.code FROM centre_team t WHERE t.group_ptr_id = NEW.team_id)));
  RETURN NEW;
END $$;
DO $$ BEGIN
  IF to_regclass('public.centre_membership') IS NOT NULL THEN
    DROP TRIGGER IF EXISTS membership_is_told ON centre_membership;
    CREATE TRIGGER membership_is_told BEFORE INSERT OR UPDATE ON centre_membership
      FOR EACH ROW EXECUTE FUNCTION app.membership_is_told();
  END IF;
END $$;
