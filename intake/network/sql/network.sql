-- Referrals and the links of partners. A partner has no account: what they may do goes through the functions here alone,
-- each of which asks for the address and the spoken code together and says no in one way only.

-- What a referral shares is what its sharing says, of the same person with the same partner; never police or justice.
CREATE OR REPLACE FUNCTION app.check_referral() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.direction <> 'out' OR NEW.person_id IS NULL THEN RETURN NEW; END IF;
  IF EXISTS (SELECT 1 FROM intake_partnerservice s JOIN intake_organization o ON o.id = s.organization_id
              WHERE s.id = NEW.service_id AND o.kind = 'justice') THEN
    RAISE EXCEPTION 'police and justice are told nothing' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.sent_at IS NOT NULL AND NEW.sharing_id IS NULL AND session_user = 'centre_web' THEN
    RAISE EXCEPTION 'nothing is sent without a sharing' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.sharing_id IS NOT NULL AND NOT EXISTS (
       SELECT 1 FROM intake_sharing h JOIN intake_partnerservice s ON s.organization_id = h.recipient
        WHERE h.id = NEW.sharing_id AND h.person_id = NEW.person_id AND s.id = NEW.service_id
          AND NEW.items::text[] <@ h.items::text[]) THEN
    RAISE EXCEPTION 'the sharing is not of this referral' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

REVOKE ALL ON FUNCTION app.check_referral() FROM PUBLIC;
DROP TRIGGER IF EXISTS check_referral ON intake_referral;
CREATE TRIGGER check_referral BEFORE INSERT OR UPDATE ON intake_referral FOR EACH ROW EXECUTE FUNCTION app.check_referral();

-- An event of somebody without an account: the actor stays empty, whoever sits at the web server.
CREATE OR REPLACE FUNCTION app.partner_event(p_verb text, p_subject uuid, p_key text, p_data jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO public.audit_event (id, at, txid, actor, workstation, request_id, verb, purpose, subject, object_label,
                                  object_key, diff, salt, leaf)
  SELECT x.id, x.at, x.txid, NULL, 'link', NULL, p_verb, NULL, p_subject, 'intake.partnerlink', p_key, p_data, x.salt,
         audit.leaf_of(x.id, x.at, x.txid, NULL, 'link', NULL, p_verb, NULL, p_subject, 'intake.partnerlink', p_key,
                       audit.payload_of(x.salt, p_data))
    FROM (SELECT nextval('public.audit_event_id_seq') AS id, clock_timestamp() AS at, pg_current_xact_id() AS txid,
                 uuid_send(gen_random_uuid()) AS salt) x
$$;
REVOKE ALL ON FUNCTION app.partner_event(text, uuid, text, jsonb) FROM PUBLIC;

-- Finds the link and says whether it still answers, counting what is wrong with it. `p_spent` openings are too many.
-- MACs are compared, never the address or the code, so that no time tells how much of them was right.
CREATE OR REPLACE FUNCTION app.good_link(p_token bytea, p_code bytea, p_now timestamptz, p_day date, p_spent int)
RETURNS TABLE (link uuid, referral bigint, person uuid, items text[]) LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  row_link intake_partnerlink;
  row_referral intake_referral;
  agreed text[] := '{}';
BEGIN
  SELECT * INTO row_link FROM intake_partnerlink l WHERE l.token_mac = p_token FOR UPDATE;
  SELECT * INTO row_referral FROM intake_referral r WHERE r.id = row_link.referral_id;
  IF row_referral.person_id IS NOT NULL THEN
    SELECT app.agreed_items(row_referral.person_id, s.organization_id, p_day, row_referral.items::text[]) INTO agreed
      FROM intake_partnerservice s WHERE s.id = row_referral.service_id;
  END IF;
  IF row_link.id IS NOT NULL AND row_link.code_mac IS DISTINCT FROM p_code AND row_link.misses < 5 THEN
    UPDATE intake_partnerlink l SET misses = l.misses + 1 WHERE l.id = row_link.id;
  END IF;
  IF row_link.code_mac = p_code AND row_link.revoked_at IS NULL AND row_link.expires_at > p_now AND row_link.openings < p_spent
     AND row_link.misses < 5 AND row_referral.state NOT IN ('draft', 'cancelled', 'entered-in-error') AND cardinality(agreed) > 0 THEN
    link := row_link.id; referral := row_referral.id; person := row_referral.person_id; items := agreed;
    RETURN NEXT;
  ELSIF row_link.id IS NOT NULL THEN  -- an address that is none is nobody's affair, and must not fill the ledger
    PERFORM app.partner_event('intake.link.refused', row_referral.person_id, row_link.id::text, NULL);
  END IF;
END $$;
REVOKE ALL ON FUNCTION app.good_link(bytea, bytea, timestamptz, date, int) FROM PUBLIC;

-- A partner opens a link: one opening of five, the letter still sealed, and the items that are still agreed.
CREATE OR REPLACE FUNCTION app.open_link(p_token bytea, p_code bytea, p_now timestamptz, p_day date)
RETURNS TABLE (link uuid, person uuid, items text[], letter bytea, state text) LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  good record;
BEGIN
  SELECT * INTO good FROM app.good_link(p_token, p_code, p_now, p_day, 5);
  IF good.link IS NULL THEN RETURN; END IF;
  UPDATE intake_partnerlink l SET openings = l.openings + 1 WHERE l.id = good.link;
  PERFORM app.partner_event('intake.link.opened', good.person, good.link::text,
                            jsonb_build_object('opening', (SELECT l.openings FROM intake_partnerlink l WHERE l.id = good.link)));
  RETURN QUERY SELECT good.link, good.person, good.items, l.letter, r.state::text
                 FROM intake_partnerlink l JOIN intake_referral r ON r.id = l.referral_id WHERE l.id = good.link;
END $$;

-- Whose letter it is, to seal the partner's words for that person; nothing else, and only with both halves.
CREATE OR REPLACE FUNCTION app.person_of_link(p_token bytea, p_code bytea, p_now timestamptz, p_day date) RETURNS uuid
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT g.person FROM app.good_link(p_token, p_code, p_now, p_day, 6) g
$$;

-- A partner answers: yes, not yet, or no and why. What already moved on stays where it is.
CREATE OR REPLACE FUNCTION app.answer_link(p_token bytea, p_code bytea, p_now timestamptz, p_day date, p_state text,
                                           p_refusal text, p_answer bytea) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  good record;
  was intake_referral;
BEGIN
  SELECT * INTO good FROM app.good_link(p_token, p_code, p_now, p_day, 6);
  IF good.link IS NULL THEN RETURN NULL; END IF;
  SELECT * INTO was FROM intake_referral r WHERE r.id = good.referral FOR UPDATE;
  IF NOT ((p_state = 'accepted' AND was.state IN ('requested', 'on-hold')) OR (p_state = 'on-hold' AND was.state = 'requested')
          OR (p_state = 'rejected' AND was.state IN ('requested', 'on-hold'))) THEN
    RETURN was.state;
  END IF;
  UPDATE intake_referral r
     SET state = p_state, answer = coalesce(p_answer, r.answer), answered_at = coalesce(r.answered_at, p_now), moved_at = p_now,
         refusal = CASE WHEN p_state = 'rejected' THEN p_refusal ELSE r.refusal END,
         outcome = CASE WHEN p_state = 'rejected' THEN 'refused_service' ELSE r.outcome END,
         ended_at = CASE WHEN p_state = 'rejected' THEN p_now ELSE r.ended_at END
   WHERE r.id = good.referral;
  INSERT INTO intake_historicalreferral
  SELECT (jsonb_populate_record(NULL::intake_historicalreferral, to_jsonb(r) || jsonb_build_object(
            'history_id', nextval(pg_get_serial_sequence('intake_historicalreferral', 'history_id')),
            'history_date', clock_timestamp(), 'history_type', '~'))).*
    FROM intake_referral r WHERE r.id = good.referral;
  PERFORM app.partner_event('intake.link.answered', good.person, good.link::text, jsonb_build_object('from', was.state, 'to', p_state));
  RETURN p_state;
END $$;

-- How each partner answered what was sent between two instants: counts alone, over the whole house, nobody in them.
CREATE OR REPLACE FUNCTION app.partner_answers(p_from timestamptz, p_until timestamptz, p_silent timestamptz)
RETURNS TABLE (organization uuid, name text, sent bigint, answered bigint, refused bigint, silent bigint, arrived bigint,
               known bigint, days double precision, reasons jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT app.may('intake.view_partner_answers') THEN
    RAISE EXCEPTION 'these figures are for those who refer and who coordinate' USING ERRCODE = '42501';
  END IF;
  RETURN QUERY
  SELECT o.id, o.name::text, count(*), count(*) FILTER (WHERE r.answered_at IS NOT NULL),
         count(*) FILTER (WHERE r.outcome = 'refused_service'),
         count(*) FILTER (WHERE r.state = 'requested' AND r.answered_at IS NULL AND r.sent_at < p_silent),
         count(*) FILTER (WHERE r.outcome IN ('attended', 'followed')), count(*) FILTER (WHERE r.outcome <> ''),
         (percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM r.answered_at - r.sent_at) / 86400.0))::double precision,
         (SELECT coalesce(jsonb_object_agg(w.refusal, w.n), '{}')
            FROM (SELECT q.refusal, count(*) AS n FROM intake_referral q JOIN intake_partnerservice t ON t.id = q.service_id
                   WHERE t.organization_id = o.id AND q.direction = 'out' AND q.refusal <> '' AND q.sent_at >= p_from AND q.sent_at < p_until
                     AND q.state <> 'entered-in-error'
                   GROUP BY q.refusal) w)
    FROM intake_referral r JOIN intake_partnerservice s ON s.id = r.service_id JOIN intake_organization o ON o.id = s.organization_id
   WHERE r.direction = 'out' AND r.sent_at >= p_from AND r.sent_at < p_until AND r.state <> 'entered-in-error'
   GROUP BY o.id, o.name ORDER BY count(*) DESC, o.name;
END $$;

REVOKE ALL ON FUNCTION app.open_link(bytea, bytea, timestamptz, date), app.person_of_link(bytea, bytea, timestamptz, date),
  app.answer_link(bytea, bytea, timestamptz, date, text, text, bytea), app.partner_answers(timestamptz, timestamptz, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.open_link(bytea, bytea, timestamptz, date), app.person_of_link(bytea, bytea, timestamptz, date),
  app.answer_link(bytea, bytea, timestamptz, date, text, text, bytea), app.partner_answers(timestamptz, timestamptz, timestamptz) TO centre_web;
