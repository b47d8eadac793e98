-- Whose rows a figure counts. A figure counts the house, not what one worker may open: it is made by definer functions that
-- ask here which compartments they may count, and that let no person leave them. Source: PRIVACY 2-3.

-- The compartments to count: `p_base` and what the actor's teams may hold, for who has one of the permissions; everything
-- for a command of the house with nobody acting; nothing otherwise.
CREATE OR REPLACE FUNCTION app.counted_spaces(p_base text, VARIADIC p_permissions text[]) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT CASE
    WHEN app.actor() IS NULL AND session_user <> 'centre_web' THEN
      ARRAY['desk', 'social', 'nursing', 'housing', 'employment', 'women_space', 'psych', 'justice', 'identity']
    WHEN app.may(VARIADIC p_permissions) THEN array_append(app.may_hold(), p_base)
    ELSE '{}'::text[] END
$$;
