-- Text as PostgreSQL's parser is given it, stored and typed alike: words, and figures with their decimal point.
-- A hyphen, a slash and a stop part words, in every locale; chr(1) and chr(2) are left to ``app_asked``.
CREATE OR REPLACE FUNCTION app_searchable(plain text)
RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  words text := plain;
BEGIN
  IF strpos(words, '''') > 0 THEN  -- O'Brien is OBrien, but what follows in "Mary's" and "don't" is a word of its own
    words := regexp_replace(words, '(?<=[a-z0-9])''(?=[a-z])(?!(?:s|t|d|m|ll|re|ve)(?![a-z0-9]))' COLLATE "C", '', 'g');
  END IF;
  IF strpos(words, '.') > 0 THEN  -- D.C. is DC; 3.5 stays
    words := regexp_replace(words, '(?<![a-z0-9])([a-z])\.(?=[a-z](?![a-z0-9]))' COLLATE "C", '\1', 'g');
    words := regexp_replace(words, '\.(?![0-9])|(?<![0-9])\.' COLLATE "C", ' ', 'g');
  END IF;
  IF strpos(words, ',') > 0 THEN  -- 1,200 is 1200
    words := regexp_replace(words, '([0-9]),(?=[0-9]{3}(?![0-9]))' COLLATE "C", '\1', 'g');
  END IF;
  words := ' ' || translate(words, '!"#$%&''()*+,-/:;<=>?@[\]^_{|}~', repeat(' ', 31)) || ' ';
  words := replace(replace(words, ' st ', ' saint '), ' ste ', ' sainte ');
  RETURN replace(replace(words, ' ft ', ' fort '), ' mt ', ' mount ');
END $$;
