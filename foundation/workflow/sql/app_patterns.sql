-- What was typed to find somebody, as patterns that all fit ``app_found_by``: any parts of a name, in any order,
-- and a telephone number by its digits, with or without the 1 before it. Nothing fits where no word was typed.
CREATE OR REPLACE FUNCTION app_patterns(asked text)
RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  words text := regexp_replace(public.app_fold(asked),
    '(?<![a-z0-9])(?:1 ?)?([0-9]{3}) ?([0-9]{3}) ?([0-9]{4})(?![0-9])' COLLATE "C", '\1\2\3', 'g');
BEGIN
  words := regexp_replace(words, '(?<![a-z0-9])([0-9]{3}) ([0-9]{4})(?![0-9])' COLLATE "C", '\1\2', 'g');
  IF words = '' THEN
    RETURN ARRAY[''];
  END IF;
  RETURN string_to_array('%' || replace(words, ' ', '% %') || '%', ' ');
END $$;
