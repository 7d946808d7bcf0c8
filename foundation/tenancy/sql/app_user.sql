CREATE OR REPLACE FUNCTION app_user() RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN public.app_actor() LIKE 'user:%' THEN substr(public.app_actor(), 6)::bigint END
$$;
