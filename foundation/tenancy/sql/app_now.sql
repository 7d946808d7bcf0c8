CREATE OR REPLACE FUNCTION app_now() RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
DECLARE
  told timestamptz := coalesce(
    nullif(pg_catalog.current_setting('app.now', true), '')::timestamptz + (pg_catalog.statement_timestamp() - coalesce(
      nullif(pg_catalog.current_setting('app.told', true), '')::timestamptz,
      pg_catalog.statement_timestamp())), pg_catalog.now());
BEGIN
  IF (told < pg_catalog.now() - interval '1 minute'
      OR told > pg_catalog.clock_timestamp() + interval '1 minute')
     AND public.app_is_enforced() THEN
    RAISE EXCEPTION 'the transaction says it is %, the server says %', told, pg_catalog.clock_timestamp()
      USING ERRCODE = 'PSP04', HINT = 'Set the clocks of the portal and of PostgreSQL by one source.';
  END IF;
  RETURN told;
END $$;
