-- Whether a person holds or held a seat at a site whose agency has this ORI: its first seven characters name it.
CREATE OR REPLACE FUNCTION app_was_seated_at(person bigint, asked text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT asked <> '' AND EXISTS (
    SELECT 1 FROM public.sites_membership m JOIN public.sites_site s ON s.id = m.site_id
     WHERE m.user_id = person AND upper(left(s.ori, 7)) = upper(left(asked, 7)))
$$;
