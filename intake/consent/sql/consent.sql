-- Nothing is shared that was not agreed: the second check, inside the database. Source: DOMAIN 11, 12.5.

-- The items of a list that agreements standing on a day cover for one partner; the agreements are held still meanwhile,
-- so that one taken back at the same instant either comes first or waits.
CREATE OR REPLACE FUNCTION app.agreed_items(p_person uuid, p_recipient uuid, p_day date, p_items text[]) RETURNS text[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM 1 FROM intake_consent c WHERE c.person_id = p_person AND c.recipient = p_recipient AND c.withdrawn_at IS NULL FOR SHARE;
  RETURN coalesce((SELECT array_agg(wanted ORDER BY place) FROM unnest(p_items) WITH ORDINALITY AS w(wanted, place)
                    WHERE EXISTS (SELECT 1 FROM intake_consent c
                                   WHERE c.person_id = p_person AND c.recipient = p_recipient AND c.withdrawn_at IS NULL
                                     AND p_day BETWEEN c.given_on AND c.valid_until AND wanted = ANY(c.items))), '{}');
END $$;
REVOKE ALL ON FUNCTION app.agreed_items(uuid, uuid, date, text[]) FROM PUBLIC;

CREATE OR REPLACE FUNCTION app.check_sharing() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT (NEW.items::text[] <@ app.agreed_items(NEW.person_id, NEW.recipient, NEW.service_day, NEW.items::text[])) THEN
    RAISE EXCEPTION 'nobody agreed to share this' USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM intake_organization o WHERE o.id = NEW.recipient AND o.kind = 'justice') THEN
    RAISE EXCEPTION 'police and justice are told nothing' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

REVOKE ALL ON FUNCTION app.check_sharing() FROM PUBLIC;
DROP TRIGGER IF EXISTS check_sharing ON intake_sharing;
CREATE TRIGGER check_sharing BEFORE INSERT OR UPDATE ON intake_sharing FOR EACH ROW EXECUTE FUNCTION app.check_sharing();
