-- Whether the person who acts holds or held a seat at a site whose agency has this ORI.
CREATE OR REPLACE FUNCTION app_held_seat_at(asked text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT public.app_was_seated_at(public.app_user(), asked)
$$;
