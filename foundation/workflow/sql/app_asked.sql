-- What was typed into a search, in the words of ``app_words``: quotation marks, ``or`` and a minus before a word
-- keep their meaning, and a minus before "body-worn" means all of it.
CREATE OR REPLACE FUNCTION app_asked(typed text)
RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  asked text := public.app_plain(typed);
BEGIN
  asked := regexp_replace(asked, '(^| )-(?=[a-z0-9"\u0080-\U0010ffff])' COLLATE "C", E'\\1\u0002', 'g');
  asked := regexp_replace(asked, E'\u0002([^ "]+)' COLLATE "C", E'\u0002"\\1"', 'g');
  asked := public.app_searchable(replace(replace(asked, '"', E' \u0001 '), E'\u0002', E' \u0002'));
  RETURN translate(asked, E'\u0001\u0002', '"-');
END $$;
