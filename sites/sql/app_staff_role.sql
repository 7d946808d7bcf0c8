CREATE OR REPLACE FUNCTION app_staff_role() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(
    (SELECT u.staff_role FROM public.accounts_user u
      WHERE u.id = public.app_user() AND u.is_active), '')
$$;
