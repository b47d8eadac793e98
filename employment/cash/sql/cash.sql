-- The cash book adds up whatever writes to it: each line follows the one before under a lock on its box, the balance
-- is the one before plus what moved, payments of a year are numbered without a gap. Source: DOMAIN 8.4.
CREATE OR REPLACE FUNCTION app.cash_entry_follows() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  last_number integer; last_balance integer; last_receipt integer;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('cash box ' || NEW.box_id, 0));
  SELECT number, balance_cents INTO last_number, last_balance
    FROM employment_cashentry WHERE box_id = NEW.box_id ORDER BY number DESC LIMIT 1;
  IF session_user = 'centre_web' AND NOT app.may(CASE WHEN NEW.kind IN ('paid', 'back') THEN 'employment.write_allowance'
                                                      WHEN NEW.kind = 'count' THEN 'employment.count_cash'
                                                      ELSE 'employment.keep_cash' END) THEN
    RAISE EXCEPTION 'a line of this kind is for others to write' USING ERRCODE = '42501';
  END IF;
  IF NEW.number <> coalesce(last_number, 0) + 1 THEN
    RAISE EXCEPTION 'line % does not follow line %', NEW.number, coalesce(last_number, 0) USING ERRCODE = '23514';
  END IF;
  IF NEW.balance_cents <> coalesce(last_balance, 0) + NEW.amount_cents THEN
    RAISE EXCEPTION 'the balance of line % does not add up', NEW.number USING ERRCODE = '23514';
  END IF;
  IF (NEW.kind = 'opening') <> (last_number IS NULL) THEN
    RAISE EXCEPTION 'a book begins with its float, once' USING ERRCODE = '23514';
  END IF;
  IF NEW.receipt_no IS NOT NULL THEN
    SELECT max(receipt_no) INTO last_receipt
      FROM employment_cashentry WHERE box_id = NEW.box_id AND receipt_year = NEW.receipt_year;
    IF NEW.receipt_no <> coalesce(last_receipt, 0) + 1 THEN
      RAISE EXCEPTION 'receipt % does not follow receipt %', NEW.receipt_no, coalesce(last_receipt, 0) USING ERRCODE = '23514';
    END IF;
  END IF;
  IF NEW.corrects_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM employment_cashentry c
     WHERE c.id = NEW.corrects_id AND c.box_id = NEW.box_id
       AND CASE NEW.kind WHEN 'back' THEN c.kind = 'paid' AND NEW.amount_cents = -c.amount_cents
                         WHEN 'correction' THEN c.kind <> 'paid'
                              AND (c.kind <> 'count' OR NEW.amount_cents = c.counted_cents - c.balance_cents)
                         ELSE false END) THEN
    RAISE EXCEPTION 'line % does not put right the line it names', NEW.number USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END
$$;
DO $$ BEGIN
  IF to_regclass('public.employment_cashentry') IS NOT NULL THEN
    DROP TRIGGER IF EXISTS cash_entry_follows ON employment_cashentry;
    CREATE TRIGGER cash_entry_follows BEFORE INSERT ON employment_cashentry
      FOR EACH ROW EXECUTE FUNCTION app.cash_entry_follows();
  END IF;
END $$;

-- A second hand is another one than the hand that wrote the line. The receiver signs for a payment, as who pays saw it.
CREATE OR REPLACE FUNCTION app.cash_signed_by_another() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.hand = 'second' AND EXISTS (SELECT 1 FROM employment_cashentry e WHERE e.id = NEW.entry_id AND e."by" = NEW."by") THEN
    RAISE EXCEPTION 'the second hand is that of another worker' USING ERRCODE = '23514';
  END IF;
  IF (NEW.hand = 'receiver') <> EXISTS (SELECT 1 FROM employment_cashentry e WHERE e.id = NEW.entry_id AND e.kind = 'paid') THEN
    RAISE EXCEPTION 'the receiver signs for a payment, and nobody else does' USING ERRCODE = '23514';
  END IF;
  IF session_user = 'centre_web' AND NEW.hand = 'receiver' AND NOT app.may('employment.write_allowance') THEN
    RAISE EXCEPTION 'who pays says that the receiver signed' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END
$$;
DO $$ BEGIN
  IF to_regclass('public.employment_cashsignature') IS NOT NULL THEN
    DROP TRIGGER IF EXISTS cash_signed_by_another ON employment_cashsignature;
    CREATE TRIGGER cash_signed_by_another BEFORE INSERT ON employment_cashsignature
      FOR EACH ROW EXECUTE FUNCTION app.cash_signed_by_another();
  END IF;
END $$;
