-- What a name is found by: its words, and those that are abbreviated now and then both ways ("St. Louis", "Saint Louis").
CREATE OR REPLACE FUNCTION app_found_by(given text)
RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  words text := public.app_fold(given);
  padded text := ' ' || words || ' ';
BEGIN
  RETURN concat_ws(' ', words,
    CASE WHEN padded LIKE '% st %' THEN 'saint' END, CASE WHEN padded LIKE '% saint %' THEN 'st' END,
    CASE WHEN padded LIKE '% ste %' THEN 'sainte' END, CASE WHEN padded LIKE '% sainte %' THEN 'ste' END,
    CASE WHEN padded LIKE '% ft %' THEN 'fort' END, CASE WHEN padded LIKE '% fort %' THEN 'ft' END,
    CASE WHEN padded LIKE '% mt %' THEN 'mount' END, CASE WHEN padded LIKE '% mount %' THEN 'mt' END);
END $$;
