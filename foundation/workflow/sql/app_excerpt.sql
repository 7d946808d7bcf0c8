-- A few lines of a text around the words that were asked for, which stand between chr(2) and chr(3).
-- chr(4) parts what a hyphen or sign joins and chr(5) is a slash, so that each word is found; the page undoes both.
CREATE OR REPLACE FUNCTION app_excerpt(given text, asked text)
RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
  shown text := translate(given, U&'\00a0\202f\2007\2018\2019\201c\201d\00ad\200b\200c\200d\2060\feff', '   ''''""');
  typed text := public.app_asked(asked);
  looked_for tsquery := websearch_to_tsquery('pg_catalog.english', typed) || websearch_to_tsquery('pg_catalog.english', asked);
  lexemes tsvector := to_tsvector('pg_catalog.english', typed);
  written text;
BEGIN
  -- Signs part words, whatever the locale says of them: the class of app_plain but what is a letter or figure.
  shown := regexp_replace(normalize(shown, NFC), U&'([-\0080-\00a9\00ab-\00b1\00b4\00b6-\00b8\00bb\00bf\00d7\00f7\02c2-\02df'
    '\2000-\2bff\2e00-\2e7f\3000-\3004\3008-\3020\3030\303d-\303f\e000-\f8ff\ff00-\ff0f\fffc-\ffff\+01f000-\+01faff])'
    COLLATE "C", E'\u0004\\1\u0004', 'g');
  shown := replace(shown, '/', E'\u0005');
  -- Words that are written otherwise than they are compared are looked for as the text has them: Núñez, O'Brien, St.
  -- The pattern finds no other word: each costs a look. The stop of a sentence is no part of its last one.
  FOR written IN
    SELECT DISTINCT word[1] FROM regexp_matches(shown, E'[^ \t\r\n\u0004\u0005,;:!?()"]*'
      '(?:[\u0080-\U0010ffff\'`]|\\.[^ \t\r\n\u0004\u0005,;:!?()".])[^ \t\r\n\u0004\u0005,;:!?()"]*'
      '|\\m(?:st|saint|ste|sainte|ft|fort|mt|mount)\\M' COLLATE "C", 'gi') AS word
     LIMIT 500
  LOOP
    IF tsvector_to_array(public.app_words(written)) && tsvector_to_array(lexemes) THEN
      looked_for := looked_for || plainto_tsquery('pg_catalog.english', written);
    END IF;
  END LOOP;
  shown := ts_headline('pg_catalog.english', shown, looked_for,
    E'StartSel="\u0002", StopSel="\u0003", MaxWords=35, MinWords=15, MaxFragments=2, FragmentDelimiter=" … "');
  -- An apostrophe parts a name in two, and both were found.
  RETURN replace(shown, E'\u0003\'\u0002', '''');
END $$;
