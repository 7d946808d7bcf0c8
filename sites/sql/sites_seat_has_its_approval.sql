CREATE OR REPLACE FUNCTION sites_seat_has_its_approval() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT public.app_needs_approval(NEW.role, NEW.seat) OR EXISTS (
       SELECT FROM public.sites_seatapproval a
        WHERE a.id = NEW.approval_id AND a.site_id = NEW.site_id AND a.role = NEW.role
          AND a.seat = NEW.seat AND a.person_id = NEW.user_id) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a seat that reads federal items has an approval of its own'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'a_seat_has_its_approval';
END $$;
