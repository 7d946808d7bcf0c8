-- Whose powers the policies ask for: the actor's, or those of the job that carries out what it set off.
CREATE OR REPLACE FUNCTION app_actor() RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE who text := coalesce(
  nullif(current_setting('app.through', true), ''), current_setting('app.actor', true));
BEGIN
  IF who IS NULL OR who = '' THEN
    RAISE EXCEPTION 'no actor: a tenant table was asked outside acting()' USING ERRCODE = 'PSP01';
  END IF;
  RETURN who;
END $$;
