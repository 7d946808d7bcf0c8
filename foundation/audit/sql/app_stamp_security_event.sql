CREATE OR REPLACE FUNCTION app_stamp_security_event() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  NEW.at := public.app_now();
  -- A command at the server without an actor writes in nobody's name.
  NEW.principal := coalesce(nullif(current_setting('app.actor', true), ''), 'public');
  RETURN NEW;
END $$;
