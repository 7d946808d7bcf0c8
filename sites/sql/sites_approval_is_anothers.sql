-- psp_owner's statements are migrations'; jobs that make invented people at invented sites write what they need.
CREATE OR REPLACE FUNCTION sites_approval_is_anothers() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  who text := public.app_actor();
  me bigint := public.app_user();
BEGIN
  IF current_user = 'psp_owner' THEN
    RETURN NEW;
  END IF;
  IF NEW.person_id IS NOT NULL AND (TG_OP = 'INSERT' OR OLD.person_id IS DISTINCT FROM NEW.person_id)
     AND NOT EXISTS (SELECT FROM public.accounts_user u WHERE u.id = NEW.person_id AND u.email = NEW.email)
  THEN
    RAISE EXCEPTION 'an approval is for the person of its address'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'an_approval_is_for_its_address';
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF who IN ('system:demo', 'system:bench')
       AND EXISTS (SELECT FROM public.sites_site s WHERE s.id = NEW.site_id AND s.is_demo) THEN
      RETURN NEW;
    END IF;
    IF NEW.state = 'waiting' AND NEW.proposed_as = who AND NEW.proposed_by_id IS NOT DISTINCT FROM me THEN
      RETURN NEW;
    END IF;
  ELSIF (NEW.id, NEW.site_id, NEW.role, NEW.seat, NEW.name, NEW.email, NEW.proposed_as, NEW.asked_at, NEW.due_at)
      = (OLD.id, OLD.site_id, OLD.role, OLD.seat, OLD.name, OLD.email, OLD.proposed_as, OLD.asked_at, OLD.due_at)
    AND NEW.proposed_by_id IS NOT DISTINCT FROM OLD.proposed_by_id
    AND (OLD.person_id IS NULL OR OLD.person_id IS NOT DISTINCT FROM NEW.person_id) THEN
    IF NEW.state = OLD.state AND (NEW.decided_as, NEW.reason) = (OLD.decided_as, OLD.reason)
       AND NEW.decided_by_id IS NOT DISTINCT FROM OLD.decided_by_id
       AND NEW.decided_at IS NOT DISTINCT FROM OLD.decided_at THEN
      RETURN NEW;
    ELSIF NEW.decided_as <> who OR NEW.decided_by_id IS DISTINCT FROM me THEN
      NULL;
    ELSIF OLD.state IN ('waiting', 'review') AND NEW.state = 'approved'
       OR OLD.state = 'waiting' AND NEW.state = 'declined' THEN
      IF me IS NOT NULL AND me IS DISTINCT FROM NEW.proposed_by_id AND me IS DISTINCT FROM NEW.person_id
         AND NEW.email <> (SELECT u.email FROM public.accounts_user u WHERE u.id = me)
         AND (OLD.state = 'review' OR NEW.due_at > public.app_now())
         AND (public.app_staff_role() = 'program-manager'
              OR OLD.state = 'waiting' AND public.app_staff_role() = 'tta-coordinator') THEN
        RETURN NEW;
      END IF;
    ELSIF OLD.state = 'waiting' AND NEW.state = 'lapsed' THEN
      IF public.app_is_job() AND NEW.due_at <= public.app_now() THEN
        RETURN NEW;
      END IF;
    ELSIF OLD.state = 'waiting' AND NEW.state = 'withdrawn' THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'this approval is not the actor''s to write'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'an_approval_is_anothers';
END $$;
