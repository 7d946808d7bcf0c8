-- The sessions in which the person speaks, while they have the speaker role at the summit by a grant.
CREATE OR REPLACE FUNCTION app_spoken_sessions() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(slot.session_id), '{}')
    FROM public.summits_speaker s
    JOIN public.summits_sessionspeaker slot ON slot.speaker_id = s.id
    JOIN public.summits_grant g ON g.summit_id = s.summit_id AND g.person_id = s.person_id
   WHERE s.person_id = public.app_user() AND g.role = 'speaker'
     AND g.starts_at <= public.app_now() AND (g.ends_at IS NULL OR g.ends_at > public.app_now())
$$;
