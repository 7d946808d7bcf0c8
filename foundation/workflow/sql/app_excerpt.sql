-- A few lines of a text around the words that were asked for, which stand between chr(2) and chr(3).
-- chr(4) parts what a hyphen joins and chr(5) is a slash, so that each word is found; the page undoes both.
CREATE OR REPLACE FUNCTION app_excerpt(given text, asked text)
RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
  shown text := translate(given, U&'\00a0\202f\2007\2018\2019\201c\201d\00ad\200b\200c\200d\2060\feff', '   ''''""');
BEGIN
  shown := regexp_replace(shown, U&'([\2010-\2015-])' COLLATE "C", E'\u0004\\1\u0004', 'g');
  shown := replace(shown, '/', E'\u0005');
  RETURN ts_headline('pg_catalog.english', shown,
    websearch_to_tsquery('pg_catalog.english', public.app_asked(asked))
    || websearch_to_tsquery('pg_catalog.english', asked),
    E'StartSel="\u0002", StopSel="\u0003", MaxWords=35, MinWords=15, MaxFragments=2, FragmentDelimiter=" … "');
END $$;
