-- current_user is psp_owner inside the definer function that an approval fires, in migrations and bulk seeds:
-- no statement of psp_app's own makes it so, and no setting does.
CREATE OR REPLACE FUNCTION accounts_staff_role_is_approved() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE who text := coalesce(current_setting('app.actor', true), '');
BEGIN
  IF NEW.staff_role = '' OR current_user = 'psp_owner' THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' THEN
    IF OLD.staff_role = NEW.staff_role AND (OLD.is_active OR NOT NEW.is_active)
       AND (OLD.email = NEW.email OR who = 'user:' || NEW.id) THEN
      RETURN NEW;
    END IF;
    IF who = 'system:demo' AND OLD.is_demo AND NEW.is_demo THEN
      RETURN NEW;
    END IF;
  ELSIF who = 'system:demo' AND NEW.is_demo THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'INSERT' AND who = 'system:accounts' AND NOT EXISTS (
       SELECT FROM public.accounts_user u WHERE u.staff_role = NEW.staff_role AND u.is_active) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a staff role is given by a second person''s approval'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'a_staff_role_is_approved';
END $$;
