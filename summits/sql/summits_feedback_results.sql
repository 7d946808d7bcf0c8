-- The answers on a summit and on its sessions, together and without names: for its organizers and managers, and for
-- speakers on their own sessions. Fewer than five answers (MIN_ANSWERS of summits.enums.feedback) give nothing.
-- No one reads a single answer of somebody else, so this function alone reads them all.
CREATE OR REPLACE FUNCTION summits_feedback_results(asked uuid) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(jsonb_agg(to_jsonb(r)), '[]') FROM (
    SELECT f.session_id AS session, count(*) AS answers,
           round(avg(f.overall), 1) AS overall, round(avg(f.useful), 1) AS useful,
           coalesce(array_agg(f.at_home ORDER BY f.at_home) FILTER (WHERE f.at_home <> ''), '{}') AS at_home,
           coalesce(array_agg(f.comment ORDER BY f.comment) FILTER (WHERE f.comment <> ''), '{}') AS comments
      FROM public.summits_feedback f
     WHERE f.summit_id = asked
       AND ((SELECT public.app_staff_role()) = 'program-manager'
            OR (SELECT public.app_is_job())
            OR asked = ANY ((SELECT public.app_organized_summits())::uuid[])
            OR f.session_id = ANY ((SELECT public.app_spoken_sessions())::uuid[]))
     GROUP BY f.session_id HAVING count(*) >= 5) r
$$;
