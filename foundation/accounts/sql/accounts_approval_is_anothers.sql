CREATE OR REPLACE FUNCTION accounts_approval_is_anothers() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  me bigint := public.app_user();
  address text := (SELECT u.email FROM public.accounts_user u WHERE u.id = NEW.user_id);
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state = 'waiting' AND NEW.proposed_as = public.app_actor()
       AND NEW.proposed_by_id IS NOT DISTINCT FROM me AND NEW.email = address THEN
      RETURN NEW;
    END IF;
  ELSIF OLD.state = 'waiting' AND NEW.state <> 'waiting'
    AND (NEW.id, NEW.user_id, NEW.role, NEW.email, NEW.proposed_as, NEW.asked_at, NEW.due_at)
      = (OLD.id, OLD.user_id, OLD.role, OLD.email, OLD.proposed_as, OLD.asked_at, OLD.due_at)
    AND NEW.proposed_by_id IS NOT DISTINCT FROM OLD.proposed_by_id
    AND NEW.decided_as = public.app_actor() AND NEW.decided_by_id IS NOT DISTINCT FROM me THEN
    IF NEW.state = 'approved' AND NEW.email = address AND NEW.due_at > public.app_now()
       OR NEW.state = 'declined' THEN
      IF me <> NEW.user_id AND me IS DISTINCT FROM NEW.proposed_by_id
         AND public.app_staff_role() = 'program-manager' THEN
        RETURN NEW;
      END IF;
    ELSIF NEW.state = 'lapsed' AND public.app_is_job() AND NEW.due_at <= public.app_now() THEN
      RETURN NEW;
    ELSIF NEW.state = 'withdrawn' THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'this approval is not the actor''s to write'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'an_approval_is_anothers';
END $$;
