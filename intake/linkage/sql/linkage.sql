-- The eight questions inside the database: search, limits and confirmation. Nobody is opened by a search; a hit and a
-- miss do the same work and write the same row. Source: PRIVACY 1.

-- Until when the actor's questions are paused; null when they are not.
CREATE OR REPLACE FUNCTION app.questions_paused() RETURNS timestamptz LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT max(p.until) FROM intake_pause p WHERE p.by = app.actor() AND p.until > clock_timestamp()
$$;

-- The actor waits when this was the fifth miss in ten minutes, or the twentieth search in an hour.
CREATE OR REPLACE FUNCTION app.pause_questions(p_who int) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  now_at timestamptz := clock_timestamp();
  since timestamptz := coalesce((SELECT max(p.at) FROM intake_pause p WHERE p.by = p_who), '-infinity');
  misses int;
  askings int;
  oldest timestamptz;
BEGIN
  SELECT count(*) FILTER (WHERE a.found = 0 AND a.at > greatest(now_at - interval '10 minutes', since)),
         count(*), min(a.at)
    INTO misses, askings, oldest
    FROM intake_asking a WHERE a.by = p_who AND a.at > now_at - interval '1 hour';
  IF askings >= 20 THEN
    INSERT INTO intake_pause (by, reason, at, until) VALUES (p_who, 'hour', now_at, oldest + interval '1 hour');
  ELSIF misses >= 5 THEN
    INSERT INTO intake_pause (by, reason, at, until) VALUES (p_who, 'misses', now_at, now_at + interval '10 minutes');
  END IF;
END $$;
REVOKE ALL ON FUNCTION app.pause_questions(int) FROM PUBLIC;

-- How many files stand under these tags, out of those not denied to the actor; all eight answers beat seven. Two files
-- that were joined are one. Null when the actor may not ask now.
CREATE OR REPLACE FUNCTION app.ask_questions(p_asking uuid, p_whole bytea[], p_near bytea[], p_fresh bytea[], p_version int)
RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  who int := app.actor();
  mine int[] := app.principals();
  wanted bytea[] := p_whole || p_near;
  number int;
  one uuid;
  all_eight boolean;
BEGIN
  IF who IS NULL OR NOT app.may('intake.ask_questions') OR NOT ('desk' = ANY(app.may_hold())) THEN RETURN NULL; END IF;
  -- one search holds the tags of one set of answers, under at most eight keys: a list of guesses is no search
  IF cardinality(p_whole) NOT BETWEEN 1 AND 36 OR cardinality(p_near) <> 8 * cardinality(p_whole) OR cardinality(p_fresh) <> 9 THEN
    RETURN NULL;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('intake.questions'), who);
  IF app.questions_paused() IS NOT NULL THEN RETURN NULL; END IF;
  -- the one trace that whoever writes SQL of their own cannot roll back: a line in the log of the server, of nobody but the asker
  RAISE LOG 'the eight questions were put by account %', who;
  -- the tags are looked up first and alone: an estimate of many would read every person
  WITH found AS MATERIALIZED (
    SELECT t.person_id AS person, t.tags[1] = ANY(p_whole) AS whole FROM intake_tagset t WHERE t.tags && wanted
  ), filed AS MATERIALIZED (
    SELECT f.person, f.whole, coalesce((SELECT p.merged_into_id FROM intake_person p WHERE p.id = f.person), f.person) AS file FROM found f
  ), hit AS (
    SELECT f.* FROM filed f
     WHERE NOT EXISTS (SELECT 1 FROM centre_denial d WHERE d.person IN (f.person, f.file) AND (d.principal = ANY(mine) OR d.reason LIKE 'erasure %'))
  ), best AS (
    SELECT h.file, (array_agg(h.person ORDER BY h.whole DESC, h.person = h.file DESC))[1] AS person, bool_or(h.whole) AS whole
      FROM hit h WHERE h.whole OR NOT EXISTS (SELECT 1 FROM hit WHERE whole) GROUP BY h.file
  )
  SELECT count(*), (array_agg(b.person))[1], coalesce(bool_and(b.whole), false) INTO number, one, all_eight FROM best b;
  INSERT INTO intake_asking (id, by, at, found, person_id, whole, fresh_tags, version)
  VALUES (p_asking, who, clock_timestamp(), least(number, 100), CASE WHEN number = 1 THEN one END, all_eight, p_fresh, p_version);
  PERFORM app.pause_questions(who);
  RETURN number;
END $$;

-- How many files a search of the actor's own found, while it can still be confirmed; null for any other.
CREATE OR REPLACE FUNCTION app.asked(p_asking uuid) RETURNS int LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT a.found::int FROM intake_asking a
   WHERE a.id = p_asking AND a.by = app.actor() AND a.confirmed_at IS NULL AND a.at > clock_timestamp() - interval '15 minutes'
$$;

-- The person said "yes, that is me": the actor's desk teams receive the file, as by a card. Tags found whole under an
-- older key are made anew. Null when there is nothing to confirm, or when the person was denied to the actor since.
CREATE OR REPLACE FUNCTION app.confirm_asking(p_asking uuid, p_days int) RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  held intake_asking;
  reached uuid;
BEGIN
  IF app.asked(p_asking) IS DISTINCT FROM 1 THEN RETURN NULL; END IF;
  SELECT * INTO held FROM intake_asking a WHERE a.id = p_asking FOR UPDATE;
  IF held.confirmed_at IS NOT NULL THEN RETURN NULL; END IF;
  reached := app.reach_by_contact(held.person_id, p_days);
  IF reached IS NULL THEN RETURN NULL; END IF;
  UPDATE intake_asking a SET confirmed_at = clock_timestamp() WHERE a.id = p_asking;
  IF held.whole THEN
    UPDATE intake_tagset t SET tags = held.fresh_tags, base = held.version, version = held.version
     WHERE t.person_id = held.person_id AND t.base < held.version;
  END IF;
  RETURN reached;
END $$;

-- The tags of a search that found nobody, for the new file that is opened then; null for any other search.
CREATE OR REPLACE FUNCTION app.tags_of_asking(p_asking uuid) RETURNS TABLE (tags bytea[], version int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT a.fresh_tags, a.version::int FROM intake_asking a WHERE a.id = p_asking AND app.asked(p_asking) = 0
$$;
