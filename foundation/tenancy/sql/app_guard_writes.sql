CREATE OR REPLACE FUNCTION app_guard_writes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  who text := public.app_witness();
  writer text;
BEGIN
  -- Inside a definer function current_user is the owner: so this asks whether the session is, too.
  IF TG_ARGV[0] = 'forced' AND session_user = current_user
     AND who NOT IN ('system:migrate', 'system:bench') THEN
    RAISE EXCEPTION '% of % as % would pass over every row that row security hides',
      TG_OP, TG_TABLE_NAME, session_user
      USING ERRCODE = 'PSP02', HINT = 'Act as system:migrate, as `manage.py migrate` does.';
  END IF;
  IF public.app_is_enforced() THEN
    PERFORM public.app_now();
    SELECT w.actor INTO writer FROM public.tenancy_writer w
     WHERE w.xid = pg_current_xact_id() AND w.began = now();
    IF writer IS NULL THEN
      INSERT INTO public.tenancy_writer VALUES (pg_current_xact_id(), now(), who);
      -- One in a hundred sweeps up behind those that have ended.
      IF random() < 0.01 THEN
        DELETE FROM public.tenancy_writer w WHERE w.ctid = ANY (ARRAY(
          SELECT o.ctid FROM public.tenancy_writer o
           WHERE o.xid < pg_snapshot_xmin(pg_current_snapshot()) OR o.xid > pg_current_xact_id()
           LIMIT 1000 FOR UPDATE SKIP LOCKED));
      END IF;
    ELSIF writer <> who THEN
      RAISE EXCEPTION 'this transaction wrote as %, and may not go on as %', writer, who
        USING ERRCODE = 'PSP03', HINT = 'Write as somebody else in a transaction of its own.';
    END IF;
  END IF;
  RETURN NULL;
END $$;
