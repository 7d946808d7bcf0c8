-- Called by each process of production that starts. It can be switched on so, and not off.
CREATE OR REPLACE FUNCTION app_enforce() RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO public.tenancy_enforcement DEFAULT VALUES ON CONFLICT DO NOTHING
$$;
