-- The words of a text, however it was typed; what ``app_asked`` gives is looked for among them.
CREATE OR REPLACE FUNCTION app_words(given text)
RETURNS tsvector LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  RETURN to_tsvector('pg_catalog.english', public.app_searchable(public.app_plain(given)));
END $$;
