-- The controlled-drug register is kept by the database: each line is numbered, added up and bound to the one before under
-- a lock on its account, whatever writes it. Two persons, each with a second factor typed just before. Source: DOMAIN 10.

-- What a line says, in a form that no setting changes; bound to the hash of the line before.
CREATE OR REPLACE FUNCTION app.register_hash(previous text, line jsonb) RETURNS text LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$
  SELECT encode(sha256(convert_to(previous || E'\n' || jsonb_build_array(
    line->'account_id', line->'number', line->'kind', line->'amount_ug', line->'balance_ug', line->'counted_ug',
    line->'batch_id', line->'day', line->'late', line->'why', line->'reason', line->'source', line->'document',
    line->'authority', line->'about_id', line->'inventory_id', line->'by', line->'at', line->'client_uuid')::text, 'UTF8')), 'hex')
$$;
CREATE OR REPLACE FUNCTION app.register_signature_hash(line_hash text, signed jsonb) RETURNS text LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$
  SELECT encode(sha256(convert_to(line_hash || E'\n' || jsonb_build_array(
    signed->'entry_id', signed->'how', signed->'by', signed->'at')::text, 'UTF8')), 'hex')
$$;
REVOKE ALL ON FUNCTION app.register_hash(text, jsonb), app.register_signature_hash(text, jsonb) FROM PUBLIC;

CREATE OR REPLACE FUNCTION app.register_entry_follows() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
  last care_registerentry%ROWTYPE; account care_drugaccount%ROWTYPE; lot care_drugbatch%ROWTYPE; named care_registerentry%ROWTYPE;
  written date;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('drug account ' || NEW.account_id, 0));
  SELECT * INTO account FROM care_drugaccount WHERE id = NEW.account_id;
  SELECT * INTO last FROM care_registerentry WHERE account_id = NEW.account_id ORDER BY number DESC LIMIT 1;
  IF session_user = 'centre_web' THEN
    IF NOT app.may(CASE WHEN NEW.kind = 'opening' THEN 'care.open_account' ELSE 'care.write_register' END) THEN
      RAISE EXCEPTION 'a line of this kind is for others to write' USING ERRCODE = '42501';
    END IF;
    IF NEW.kind NOT IN ('supply', 'back') AND NOT (NEW.kind = 'opening' AND NEW.amount_ug = 0) AND NOT app.fresh() THEN
      RAISE EXCEPTION 'this line needs a second factor typed just before' USING ERRCODE = '42501';
    END IF;
  END IF;
  IF NOT account.active THEN
    RAISE EXCEPTION 'this account is closed' USING ERRCODE = '23514';
  END IF;
  IF (NEW.kind = 'opening') <> (last.id IS NULL) THEN
    RAISE EXCEPTION 'a book begins with its opening, once' USING ERRCODE = '23514';
  END IF;
  IF account.destruction AND (NEW.kind IN ('supply', 'back', 'receive') OR NEW.kind = 'opening' AND NEW.amount_ug <> 0)
     OR NOT account.destruction AND NEW.kind = 'from_patient' THEN
    RAISE EXCEPTION 'what is brought back is kept apart and never supplied' USING ERRCODE = '23514';
  END IF;
  IF last.at > NEW.at THEN
    RAISE EXCEPTION 'the clock went back: line % was written later', last.number USING ERRCODE = '23514';
  END IF;
  written := (NEW.at AT TIME ZONE 'Europe/Brussels')::date;
  IF NEW.day > written THEN
    RAISE EXCEPTION 'a line tells what has happened' USING ERRCODE = '23514';
  END IF;
  NEW.late := NEW.day < written - 1;
  IF NEW.batch_id IS NOT NULL THEN
    SELECT * INTO lot FROM care_drugbatch WHERE id = NEW.batch_id;
    IF lot.account_id <> NEW.account_id THEN
      RAISE EXCEPTION 'this batch is of another account' USING ERRCODE = '23514';
    END IF;
    IF NEW.kind = 'supply' AND (lot.quarantined OR lot.expires_on < NEW.day) THEN
      RAISE EXCEPTION 'nothing is supplied from a batch that is out of date or set apart' USING ERRCODE = '23514';
    END IF;
  END IF;
  IF NEW.about_id IS NOT NULL THEN
    SELECT * INTO named FROM care_registerentry WHERE id = NEW.about_id AND account_id = NEW.account_id;
    IF NOT coalesce(CASE NEW.kind
        WHEN 'back' THEN named.kind = 'supply' AND NEW.amount_ug = -named.amount_ug AND NEW.batch_id IS NOT DISTINCT FROM named.batch_id
        WHEN 'waste' THEN named.kind = 'supply'
        WHEN 'correction' THEN named.kind NOT IN ('supply', 'back')
             AND (named.kind <> 'count' OR NEW.amount_ug = named.counted_ug - named.balance_ug)
        ELSE false END, false) THEN
      RAISE EXCEPTION 'this line does not fit the line it names' USING ERRCODE = '23514';
    END IF;
  END IF;
  NEW.number := coalesce(last.number, 0) + 1;
  NEW.balance_ug := coalesce(last.balance_ug, 0) + NEW.amount_ug;
  IF NEW.balance_ug < 0 THEN
    RAISE EXCEPTION 'the book would fall below zero' USING ERRCODE = '23514';
  END IF;
  NEW.previous := coalesce(last.hash, repeat('0', 64));
  NEW.hash := app.register_hash(NEW.previous, to_jsonb(NEW));
  RETURN NEW;
END
$$;

-- The second hand is another than the first, and has typed its own second factor just before.
CREATE OR REPLACE FUNCTION app.register_signed_by_another() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
DECLARE line care_registerentry%ROWTYPE;
BEGIN
  SELECT * INTO line FROM care_registerentry WHERE id = NEW.entry_id;
  IF line."by" = NEW."by" THEN
    RAISE EXCEPTION 'the second hand is that of another person' USING ERRCODE = '23514';
  END IF;
  IF line.kind = 'supply' OR line.kind = 'opening' AND line.amount_ug = 0 THEN
    RAISE EXCEPTION 'no second hand stands under a line of this kind' USING ERRCODE = '23514';
  END IF;
  IF NEW.at < line.at THEN
    RAISE EXCEPTION 'the clock went back: the line was written later' USING ERRCODE = '23514';
  END IF;
  IF session_user = 'centre_web' AND NOT app.fresh() THEN
    RAISE EXCEPTION 'a signature needs a second factor typed just before' USING ERRCODE = '42501';
  END IF;
  NEW.hash := app.register_signature_hash(line.hash, to_jsonb(NEW));
  RETURN NEW;
END
$$;

-- A case is a count that does not fit. It is closed by two, once it is explained and a doctor knows.
CREATE OR REPLACE FUNCTION app.register_case_step() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE first_hand bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('drug case ' || NEW.entry_id, 0));
  IF NOT EXISTS (SELECT 1 FROM care_registerentry e WHERE e.id = NEW.entry_id AND e.kind = 'count' AND e.counted_ug <> e.balance_ug) THEN
    RAISE EXCEPTION 'this line is no discrepancy' USING ERRCODE = '23514';
  END IF;
  IF EXISTS (SELECT 1 FROM care_casestep s WHERE s.entry_id = NEW.entry_id AND s.kind = 'confirmed') THEN
    RAISE EXCEPTION 'this case is closed' USING ERRCODE = '23514';
  END IF;
  IF NEW.kind = 'closed' AND (SELECT count(DISTINCT s.kind) FROM care_casestep s
                               WHERE s.entry_id = NEW.entry_id AND s.kind IN ('told', 'explained')) < 2 THEN
    RAISE EXCEPTION 'a case is closed once it is explained and a doctor knows' USING ERRCODE = '23514';
  END IF;
  IF NEW.kind = 'confirmed' THEN
    SELECT s."by" INTO first_hand FROM care_casestep s WHERE s.entry_id = NEW.entry_id AND s.kind = 'closed';
    IF first_hand IS NULL OR first_hand = NEW."by" THEN
      RAISE EXCEPTION 'two persons close a case' USING ERRCODE = '23514';
    END IF;
  END IF;
  IF session_user = 'centre_web' AND NEW.kind IN ('closed', 'confirmed') AND NOT app.fresh() THEN
    RAISE EXCEPTION 'closing a case needs a second factor typed just before' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END
$$;

-- Nothing of the register is changed, removed or emptied, by any role: it is kept for ten years at least.
CREATE OR REPLACE FUNCTION app.register_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'the register is only added to: % on % refused', lower(TG_OP), TG_TABLE_NAME USING ERRCODE = '42501';
END
$$;

-- A batch that was set apart is freed by whoever may open an account.
CREATE OR REPLACE FUNCTION app.register_batch_freed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF session_user = 'centre_web' AND OLD.quarantined AND NOT NEW.quarantined AND NOT app.may('care.open_account') THEN
    RAISE EXCEPTION 'a doctor frees a batch' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END
$$;

-- What each line of an account, and the signature under it, should be bound by: for the check.
CREATE OR REPLACE FUNCTION app.register_hashes(p_account bigint) RETURNS TABLE (entry bigint, line text, signature text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
  SELECT e.id, app.register_hash(e.previous, to_jsonb(e)), app.register_signature_hash(e.hash, to_jsonb(s))
    FROM care_registerentry e LEFT JOIN care_entrysignature s ON s.entry_id = e.id WHERE e.account_id = p_account
     AND (session_user <> 'centre_web' OR app.may('care.view_register'))
$$;

DO $$
DECLARE name text;
BEGIN
  IF to_regclass('public.care_casestep') IS NOT NULL THEN
    CREATE OR REPLACE TRIGGER register_entry_follows BEFORE INSERT ON care_registerentry
      FOR EACH ROW EXECUTE FUNCTION app.register_entry_follows();
    CREATE OR REPLACE TRIGGER register_signed_by_another BEFORE INSERT ON care_entrysignature
      FOR EACH ROW EXECUTE FUNCTION app.register_signed_by_another();
    CREATE OR REPLACE TRIGGER register_case_step BEFORE INSERT ON care_casestep
      FOR EACH ROW EXECUTE FUNCTION app.register_case_step();
    CREATE OR REPLACE TRIGGER register_batch_freed BEFORE UPDATE ON care_drugbatch
      FOR EACH ROW EXECUTE FUNCTION app.register_batch_freed();
    FOREACH name IN ARRAY ARRAY['care_registerentry', 'care_entrysignature', 'care_casestep', 'care_inventory'] LOOP
      EXECUTE format('CREATE OR REPLACE TRIGGER register_stays BEFORE UPDATE OR DELETE ON %I'
                     ' FOR EACH ROW EXECUTE FUNCTION app.register_stays()', name);
      EXECUTE format('CREATE OR REPLACE TRIGGER register_never_emptied BEFORE TRUNCATE ON %I'
                     ' FOR EACH STATEMENT EXECUTE FUNCTION app.register_stays()', name);
    END LOOP;
  END IF;
END $$;
