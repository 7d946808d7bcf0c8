-- Runs as the transaction commits, so that nobody waits for another who publishes something else.
CREATE OR REPLACE FUNCTION dashboards_count_public_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE public.dashboards_publicversion SET number = number + 1;
  RETURN NULL;
END $$;
