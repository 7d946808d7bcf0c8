"""The database itself holds who acts and when: in the history, in the security log, and in production."""

from django.db import migrations

FORWARDS = """
-- A row here means: what serves from this database is production. Only the owner takes it away.
CREATE TABLE tenancy_enforcement (
  is_on boolean PRIMARY KEY DEFAULT true CHECK (is_on),
  since timestamptz NOT NULL DEFAULT now()
);
-- Who wrote in a transaction. With the instant it began, because a restored server counts anew.
CREATE UNLOGGED TABLE tenancy_writer (
  xid xid8 NOT NULL, began timestamptz NOT NULL, actor text NOT NULL, PRIMARY KEY (xid, began)
);

CREATE FUNCTION app_is_enforced() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM public.tenancy_enforcement)
$$;

-- Called by each process of production that starts. It can be switched on so, and not off.
CREATE FUNCTION app_enforce() RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO public.tenancy_enforcement DEFAULT VALUES ON CONFLICT DO NOTHING
$$;

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

CREATE OR REPLACE FUNCTION app_now() RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
DECLARE
  told timestamptz := coalesce(
    nullif(pg_catalog.current_setting('app.now', true), '')::timestamptz, pg_catalog.now());
BEGIN
  IF (told < pg_catalog.now() - interval '1 minute'
      OR told > pg_catalog.clock_timestamp() + interval '1 minute')
     AND public.app_is_enforced() THEN
    RAISE EXCEPTION 'the transaction says it is %, the server says %', told, pg_catalog.clock_timestamp()
      USING ERRCODE = 'PSP04', HINT = 'Set the clocks of the portal and of PostgreSQL by one source.';
  END IF;
  RETURN told;
END $$;

-- Who a row of the history or of the security log names: a session without an actor is somebody at the
-- database itself.
CREATE FUNCTION app_witness() RETURNS text LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(nullif(current_setting('app.actor', true), ''), 'database:' || session_user)
$$;

CREATE FUNCTION app_stamp_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  NEW.pgh_created_at := public.app_now();
  NEW.pgh_context := coalesce(NEW.pgh_context, '{}'::jsonb)
    || jsonb_build_object('actor', public.app_witness());
  RETURN NEW;
END $$;

CREATE FUNCTION app_guard_writes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  who text := public.app_witness();
  writer text;
BEGIN
  -- Inside a definer function current_user is the owner: so this asks whether the session is, too.
  IF TG_ARGV[0] = 'forced' AND session_user = current_user
     AND who NOT IN ('system:migrate', 'system:bench') THEN
    RAISE EXCEPTION '% of % as % would pass over every row that row security hides',
      TG_OP, TG_TABLE_NAME, session_user
      USING ERRCODE = 'PSP02', HINT = 'Act as system:migrate, as `manage.py migrate` does.';
  END IF;
  IF public.app_is_enforced() THEN
    PERFORM public.app_now();
    SELECT w.actor INTO writer FROM public.tenancy_writer w
     WHERE w.xid = pg_current_xact_id() AND w.began = now();
    IF writer IS NULL THEN
      INSERT INTO public.tenancy_writer VALUES (pg_current_xact_id(), now(), who);
      -- One in a hundred sweeps up behind those that have ended.
      IF random() < 0.01 THEN
        DELETE FROM public.tenancy_writer w WHERE w.ctid = ANY (ARRAY(
          SELECT o.ctid FROM public.tenancy_writer o
           WHERE o.xid < pg_snapshot_xmin(pg_current_snapshot()) OR o.xid > pg_current_xact_id()
           LIMIT 1000 FOR UPDATE SKIP LOCKED));
      END IF;
    ELSIF writer <> who THEN
      RAISE EXCEPTION 'this transaction wrote as %, and may not go on as %', writer, who
        USING ERRCODE = 'PSP03', HINT = 'Write as somebody else in a transaction of its own.';
    END IF;
  END IF;
  RETURN NULL;
END $$;
-- Triggers call them; nobody else does, not from a trigger of their own either.
REVOKE EXECUTE ON FUNCTION app_guard_writes(), app_stamp_history() FROM PUBLIC;
"""
BACKWARDS = """
CREATE OR REPLACE FUNCTION app_actor() RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE who text := current_setting('app.actor', true);
BEGIN
  IF who IS NULL OR who = '' THEN
    RAISE EXCEPTION 'no actor: a tenant table was asked outside acting()' USING ERRCODE = 'PSP01';
  END IF;
  RETURN who;
END $$;
CREATE OR REPLACE FUNCTION app_now() RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now())
$$;
DROP FUNCTION app_guard_writes() CASCADE;
DROP FUNCTION app_stamp_history() CASCADE;
DROP FUNCTION app_witness(); DROP FUNCTION app_enforce(); DROP FUNCTION app_is_enforced();
DROP TABLE tenancy_writer; DROP TABLE tenancy_enforcement;
"""


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0001_tell_who_acts")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
