-- Who stands in for a person on leave has that person's seat, no longer than that person has it. Only that person, a
-- Program Manager, or a job of the portal gives it: nobody grants what they lack.
CREATE OR REPLACE FUNCTION sites_stand_in_is_of_its_seat() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NEW.covers_id IS NULL OR NEW.ends_at = NEW.starts_at OR EXISTS (
       SELECT FROM public.sites_membership m
        WHERE m.id = NEW.covers_id AND m.site_id = NEW.site_id AND m.role = NEW.role AND m.seat = NEW.seat
          AND m.covers_id IS NULL AND m.user_id <> NEW.user_id AND m.starts_at <= NEW.starts_at
          AND (m.ends_at IS NULL OR m.ends_at >= NEW.ends_at)
          AND (TG_OP = 'UPDATE' OR m.user_id = public.app_user() OR public.app_is_job()
               OR public.app_staff_role() = 'program-manager')) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a stand-in has the seat of the person on leave'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'a_stand_in_has_the_seat';
END $$;
