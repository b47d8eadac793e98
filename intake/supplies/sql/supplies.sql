-- What is left on the shelf, as a sum: the changes that made it show hours and workers, and are for who may see each handing
-- out. By lot; what belongs to no lot stands under null. Source: PRIVACY 2.
CREATE OR REPLACE FUNCTION app.stock_left(p_item bigint DEFAULT NULL) RETURNS TABLE (item bigint, lot bigint, units bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.item_id, m.lot_id, sum(m.units) FROM intake_stockmove m
   WHERE (p_item IS NULL OR m.item_id = p_item) AND (session_user <> 'centre_web' OR app.actor() IS NOT NULL)
   GROUP BY m.item_id, m.lot_id
$$;
