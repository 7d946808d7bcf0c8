CREATE OR REPLACE FUNCTION app_staff_role() RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  me bigint := public.app_user();
  role text;
BEGIN
  SELECT u.staff_role INTO role FROM public.accounts_user u WHERE u.id = me AND u.is_active;
  RETURN coalesce(role, '');
END $$;
