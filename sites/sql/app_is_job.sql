CREATE OR REPLACE FUNCTION app_is_job() RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT public.app_actor() IN ('system:outbox', 'system:reminders', 'system:reference', 'system:demo',
                                'system:invitations', 'system:offers', 'system:bench', 'system:guests',
                                 'system:reviews', 'system:seats', 'system:summits', 'system:library', 'system:exchanges')
$$;
