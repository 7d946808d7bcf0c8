CREATE OR REPLACE FUNCTION app_needs_approval(role text, seat text) RETURNS boolean LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT role IN ('program-office-champion', 'federal-law-enforcement')
      OR (role = 'point-of-contact' AND seat = 'usao')
$$;
