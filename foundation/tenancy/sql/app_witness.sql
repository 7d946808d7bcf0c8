-- Who a row of the history or of the security log names: a session without an actor is somebody at the
-- database itself.
CREATE OR REPLACE FUNCTION app_witness() RETURNS text LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(nullif(current_setting('app.actor', true), ''), 'database:' || session_user)
$$;
