CREATE OR REPLACE FUNCTION accounts_give_approved_role() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE public.accounts_user SET staff_role = NEW.role WHERE id = NEW.user_id;
  RETURN NULL;
END $$;
