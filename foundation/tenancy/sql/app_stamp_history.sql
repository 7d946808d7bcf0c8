CREATE OR REPLACE FUNCTION app_stamp_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  NEW.pgh_created_at := public.app_now();
  NEW.pgh_context := coalesce(NEW.pgh_context, '{}'::jsonb)
    || jsonb_build_object('actor', public.app_witness());
  RETURN NEW;
END $$;
