-- The bytes of a paper are never written over: they stay as they came, or they go when the paper is removed, by
-- whoever writes to the table.
CREATE OR REPLACE FUNCTION app.bytes_stay_or_go() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.content IS NOT NULL AND NEW.content IS DISTINCT FROM OLD.content THEN
    RAISE EXCEPTION 'a kept file is not rewritten' USING ERRCODE = '23514';
  END IF;
  IF OLD.removed_at IS NOT NULL AND (NEW.removed_at IS DISTINCT FROM OLD.removed_at OR NEW.removed_by IS DISTINCT FROM OLD.removed_by) THEN
    RAISE EXCEPTION 'a removal is not taken back' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END
$$;
DO $$ BEGIN
  IF to_regclass('public.care_paper') IS NOT NULL THEN
    DROP TRIGGER IF EXISTS bytes_stay_or_go ON care_paper;
    CREATE TRIGGER bytes_stay_or_go BEFORE UPDATE ON care_paper FOR EACH ROW EXECUTE FUNCTION app.bytes_stay_or_go();
  END IF;
END $$;
