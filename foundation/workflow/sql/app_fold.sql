-- A name as it is compared: the words of it, parted by single spaces. Apostrophes and the points of initials join.
CREATE OR REPLACE FUNCTION app_fold(given text)
RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  RETURN btrim(regexp_replace(
    regexp_replace(replace(public.app_plain(given), '''', ''), '(?<![a-z0-9])([a-z])\.(?=[a-z](?![a-z0-9]))' COLLATE "C", '\1', 'g'),
    '[^a-z0-9\u0080-\U0010ffff]+' COLLATE "C", ' ', 'g'));
END $$;
