CREATE OR REPLACE FUNCTION app_organisation() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT u.organisation_id FROM public.accounts_user u
   WHERE u.id = public.app_user() AND u.is_active
$$;
