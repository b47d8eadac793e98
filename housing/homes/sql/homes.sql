-- What may be known of dwellings by somebody who may not know who searches. Definer functions with a pinned search
-- path; no person and no number of a search leaves them. Source: PRIVACY 2-3.

-- Dwellings under discussion: accepted since when and written down by whom, and for how many they are proposed.
CREATE OR REPLACE FUNCTION app.dwellings_asked()
RETURNS TABLE (dwelling_id bigint, accepted_at timestamptz, accepted_by integer, proposed bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.dwelling_id, max(c.accepted_at) FILTER (WHERE c.state = 'accepted'),
         max(c.accepted_by) FILTER (WHERE c.state = 'accepted'), count(*) FILTER (WHERE c.state <> 'accepted')
    FROM housing_candidature c
   WHERE c.dwelling_id IS NOT NULL AND c.state IN ('proposed', 'visited', 'accepted')
     AND app.actor() IS NOT NULL AND app.may('housing.view_homes') AND 'housing' = ANY(app.may_hold())
   GROUP BY c.dwelling_id
$$;
