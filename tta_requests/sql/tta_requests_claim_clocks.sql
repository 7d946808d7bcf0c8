CREATE OR REPLACE FUNCTION tta_requests_claim_clocks(at timestamptz, present timestamptz, most int) RETURNS int
LANGUAGE sql VOLATILE SET search_path = pg_catalog, public, pg_temp AS $$
  WITH due AS (
    SELECT c.id, c.rung FROM public.tta_requests_clock c
     WHERE c.fires_at <= at
     ORDER BY c.fires_at, c.id
     LIMIT most FOR UPDATE SKIP LOCKED
  ), moved AS (
    -- Past the last rung the array has no element, and the clock fires no more.
    UPDATE public.tta_requests_clock c
       SET rung = due.rung + 1, fires_at = c.rungs[due.rung + 2]
      FROM due WHERE c.id = due.id
    RETURNING c.id, due.rung, c.rungs[due.rung + 1] AS instant
  ), told AS (
    INSERT INTO public.outbox_message
           (kind, key, payload, lane, due_at, created_at, attempts, state, last_error)
    SELECT 'tta_requests.escalate', 'escalate:' || id || ':' || rung || ':' || extract(epoch FROM instant)::bigint,
           jsonb_build_object('clock', id, 'rung', rung, 'instant', extract(epoch FROM instant)::bigint), 50, present, present, 0, 'queued', ''
      FROM moved
    ON CONFLICT (key) DO NOTHING
  )
  SELECT count(*)::int FROM moved
$$;
