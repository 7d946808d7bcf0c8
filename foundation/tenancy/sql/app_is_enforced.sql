CREATE OR REPLACE FUNCTION app_is_enforced() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM public.tenancy_enforcement)
$$;
