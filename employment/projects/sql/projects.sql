-- Whoever signs people up locks a session and reads it; its state is changed by whoever draws, closes, plans or opens it
-- again. Source: PRIVACY 3.
CREATE OR REPLACE FUNCTION app.session_moves() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF session_user = 'centre_web' AND NEW.state IS DISTINCT FROM OLD.state AND NOT app.may(
       CASE WHEN OLD.state = 'done' THEN 'employment.reopen_session' WHEN NEW.state = 'drawn' THEN 'employment.draw_places'
            WHEN NEW.state = 'done' THEN 'employment.mark_present' ELSE 'employment.plan_session' END) THEN
    RAISE EXCEPTION 'this state of a session is for others to write' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
DO $$ BEGIN
  IF to_regclass('public.employment_session') IS NOT NULL THEN
    DROP TRIGGER IF EXISTS session_moves ON employment_session;
    CREATE TRIGGER session_moves BEFORE UPDATE ON employment_session
      FOR EACH ROW EXECUTE FUNCTION app.session_moves();
  END IF;
END $$;
