-- Money written down for work by the day, by legal form and way of paying, what was reversed left out: sums of nobody.
-- Each human counts once under however many files; an erased one is money of nobody. Source: DOMAIN 7 (work), 8.4.
CREATE OR REPLACE FUNCTION app.money_counted(p_first date, p_last date)
RETURNS TABLE (legal_form text, amounts bigint, cents bigint, persons bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT a.legal_form::text, count(*), sum(a.amount_cents)::bigint, count(DISTINCT coalesce(p.merged_into_id, p.id))
    FROM employment_allowance a LEFT JOIN intake_person p ON p.id = a.person_id
   WHERE a.on_day BETWEEN p_first AND p_last
     AND NOT EXISTS (SELECT 1 FROM employment_allowancereversal r WHERE r.allowance_id = a.id)
     AND 'employment' = ANY(app.counted_spaces('employment', 'centre.view_figures'))
   GROUP BY 1 ORDER BY 1
$$;

-- As above, over every legal form: who was paid in two forms counts once.
CREATE OR REPLACE FUNCTION app.paid_persons(p_first date, p_last date) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(DISTINCT coalesce(p.merged_into_id, p.id))
    FROM employment_allowance a JOIN intake_person p ON p.id = a.person_id
   WHERE a.on_day BETWEEN p_first AND p_last
     AND NOT EXISTS (SELECT 1 FROM employment_allowancereversal r WHERE r.allowance_id = a.id)
     AND 'employment' = ANY(app.counted_spaces('employment', 'centre.view_figures'))
$$;
