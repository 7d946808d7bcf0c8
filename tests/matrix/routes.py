"""Every URL of the portal, with arguments for it: own rows and foreign ones.

An argument the matrix does not know stops it with a sentence: add it to ``ARGUMENTS``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern, URLResolver, get_resolver

from applications.actions.links import token_of as application_token
from engagements.actions.plans import PLAN_ACTS
from engagements.actions.transitions import ACTS as ENGAGEMENT_STEPS
from engagements.forms import PLAN_STEP_FORMS
from engagements.forms import STEP_FORMS as ENGAGEMENT_FORMS
from engagements.forms.recommendations import FORMS as RECOMMENDATION_FORMS
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from sites.actions.invitations import token_of
from summits.actions.invitations import token_of as registration_token
from tests.matrix import communities, exchanges, grants, library, outcomes, summits
from tests.matrix.world import World
from tta_requests.actions.evaluations import token_of as guest_token
from tta_requests.api.request_steps import NAMES
from tta_requests.forms import STEP_FORMS, OfferForm

# Values of URL arguments: the name of a row of the world and the attribute that identifies it.
# By (URL name, argument), else by argument.
ARGUMENTS: dict[tuple[str, str] | str, tuple[str, str]] = {
    ("agenda:feed", "token"): ("feed", "secret"),
    "number": ("triage", "number"),
    "notice_id": ("notice", "pk"),
    "token_id": ("token", "public_id"),
    "session_id": ("session", "public_id"),
    "slug": ("site", "slug"),
    "period": ("report", "period"),
    ("sites:core-area", "slug"): ("triage", "core_area.slug"),
    ("imports:new", "what"): ("spreadsheet", "what"),
    ("imports:template", "what"): ("spreadsheet", "what"),
    ("imports:show", "pk"): ("spreadsheet", "pk"),
    ("imports:begin", "pk"): ("spreadsheet", "pk"),
    ("imports:remove", "pk"): ("spreadsheet", "pk"),
    ("tta_requests:end-absence", "pk"): ("absence", "pk"),
    ("saved:change", "pk"): ("view", "pk"),
    ("saved:remove", "pk"): ("view", "pk"),
    ("exports:progress", "pk"): ("export", "pk"),
    ("exports:cancel", "pk"): ("export", "pk"),
    ("exports:download", "pk"): ("export", "pk"),
    ("api:seat-verification", "pk"): ("membership", "pk"),
    ("api:seat-end", "pk"): ("membership", "pk"),
    ("api:seat-hand-over", "pk"): ("membership", "pk"),
    ("api:invitation", "pk"): ("invitation", "pk"),
    ("api:invitation-sending", "pk"): ("invitation", "pk"),
    ("sites:withdraw-invitation", "pk"): ("invitation", "pk"),
    ("sites:end-membership", "pk"): ("membership", "pk"),
    ("sites:verify-member", "pk"): ("membership", "pk"),
    ("sites:hand-over-seat", "pk"): ("membership", "pk"),
    ("sites:send-invitation-again", "pk"): ("invitation", "pk"),
    ("api:seat-note", "pk"): ("seat", "pk"),
    ("sites:handover-note", "pk"): ("seat", "pk"),
    ("api:seat-approval", "pk"): ("seat-approval", "pk"),
    ("api:seat-approval-decision", "pk"): ("seat-approval", "pk"),
    ("sites:seat-approval", "pk"): ("seat-approval", "pk"),
    ("sites:role-approval", "pk"): ("role-approval", "pk"),
    ("api:agency", "pk"): ("agency", "pk"),
    ("api:agency-lead", "pk"): ("agency", "pk"),
    ("api:agency-retirement", "pk"): ("agency", "pk"),
    ("sites:agency", "pk"): ("agency", "pk"),
    ("sites:lead-agency", "pk"): ("agency", "pk"),
    ("sites:retire-agency", "pk"): ("agency", "pk"),
    ("api:contact", "pk"): ("contact", "pk"),
    ("api:contact-verification", "pk"): ("contact", "pk"),
    ("sites:contact", "pk"): ("contact", "pk"),
    ("sites:verify-contact", "pk"): ("contact", "pk"),
    ("sites:remove-contact", "pk"): ("contact", "pk"),
    ("sites:close-glass", "pk"): ("glass", "pk"),
    ("sites:accept-invitation", "token"): ("invitation", "token"),
    ("liaisons:detail", "pk"): ("update", "pk"),
    ("liaisons:draft", "pk"): ("draft-update", "pk"),
    ("liaisons:autosave", "pk"): ("draft-update", "pk"),
    ("liaisons:correct", "pk"): ("update", "pk"),
    ("liaisons:discard", "pk"): ("draft-update", "pk"),
    ("liaisons:review", "pk"): ("awaiting-update", "pk"),
    ("liaisons:return", "pk"): ("awaiting-update", "pk"),
    ("liaisons:planned-contact", "pk"): ("planned-contact", "pk"),
    ("liaisons:cancel-contact", "pk"): ("planned-contact", "pk"),
    ("liaisons:versions", "pk"): ("update", "pk"),
    ("liaisons:attach", "pk"): ("awaiting-update", "pk"),
    ("liaisons:file", "pk"): ("awaiting-update", "pk"),
    ("liaisons:file", "file"): ("update-file", "pk"),
    ("liaisons:remove-file", "pk"): ("awaiting-update", "pk"),
    ("liaisons:remove-file", "file"): ("update-file", "pk"),
    ("api:update-corrections", "pk"): ("update", "pk"),
    ("api:update-files", "pk"): ("awaiting-update", "pk"),
    ("api:one-leave", "pk"): ("leave", "pk"),
    ("api:planned-contact", "pk"): ("planned-contact", "pk"),
    ("liaisons:change-leave", "pk"): ("leave", "pk"),
    ("liaisons:cancel-leave", "pk"): ("leave", "pk"),
    ("api:update-reviews", "pk"): ("awaiting-update", "pk"),
    ("tta_requests:edit", "number"): ("draft", "number"),
    ("tta_requests:autosave", "number"): ("draft", "number"),
    ("tta_requests:submit", "number"): ("draft", "number"),
    ("tta_requests:match", "number"): ("triage", "number"),
    ("tta_requests:offer-to", "number"): ("matching", "number"),
    ("tta_requests:confirm", "number"): ("accepted", "number"),
    ("tta_requests:recall", "number"): ("offered", "number"),
    ("tta_requests:start-delivery", "number"): ("scheduled", "number"),
    ("tta_requests:deliver", "number"): ("delivering", "number"),
    ("tta_requests:dispute", "number"): ("delivered", "number"),
    ("tta_requests:confirm-delivery", "number"): ("delivered", "number"),
    ("tta_requests:reopen", "number"): ("closed", "number"),
    ("tta_requests:answer", "number"): ("asked", "number"),
    ("tta_requests:resume", "number"): ("held", "number"),
    ("tta_requests:send-to-site", "number"): ("draft", "number"),
    ("tta_requests:scope", "number"): ("worked", "number"),
    ("tta_requests:write-scope", "number"): ("worked", "number"),
    ("tta_requests:sign-scope", "number"): ("worked", "number"),
    ("tta_requests:end-scope-change", "number"): ("delivering", "number"),
    ("tta_requests:add-commitment", "number"): ("worked", "number"),
    ("tta_requests:hours", "number"): ("worked", "number"),
    ("tta_requests:history", "number"): ("worked", "number"),
    ("tta_requests:attachment", "number"): ("worked", "number"),
    ("tta_requests:attachment", "pk"): ("file", "pk"),
    ("tta_requests:remove-attachment", "number"): ("worked", "number"),
    ("tta_requests:remove-attachment", "pk"): ("file", "pk"),
    ("tta_requests:remove-link", "number"): ("worked", "number"),
    ("tta_requests:remove-link", "pk"): ("link", "pk"),
    ("tta_requests:answer-referral", "number"): ("triage", "number"),
    ("tta_requests:answer-referral", "agency"): ("referral-triage", "agency"),
    ("tta_requests:comment", "number"): ("talked", "number"),
    ("tta_requests:end-guest-access", "number"): ("talked", "number"),
    ("tta_requests:end-guest-access", "pk"): ("share-talked", "pk"),
    ("tta_requests:evaluation", "pk"): ("evaluation", "pk"),
    ("tta_requests:participants", "number"): ("delivering", "number"),
    ("tta_requests:link-participants", "number"): ("delivering", "number"),
    ("tta_requests:participate", "token"): ("participants", "guest-token"),
    ("tta_requests:cancel-commitment", "number"): ("worked", "number"),
    ("tta_requests:cancel-commitment", "pk"): ("commitment", "pk"),
    ("tta_requests:correct-hours", "number"): ("worked", "number"),
    ("tta_requests:correct-hours", "pk"): ("hours", "pk"),
    ("tta_requests:correct-delivery", "number"): ("delivered", "number"),
    ("api:delivery-corrections", "number"): ("delivered", "number"),
    ("tta_requests:remove-resource", "number"): ("triage", "number"),
    ("tta_requests:remove-resource", "pk"): ("resource-triage", "pk"),
    ("tta_requests:complete-commitment", "pk"): ("commitment", "pk"),
    ("tta_requests:offer", "pk"): ("offer-offered", "pk"),
    ("tta_requests:accept-offer", "pk"): ("offer-offered", "pk"),
    ("tta_requests:decline-offer", "pk"): ("offer-offered", "pk"),
    ("api:referral-answer", "number"): ("triage", "number"),
    ("api:referral-answer", "agency"): ("referral-triage", "agency"),
    ("api:engagement", "pk"): ("engagement", "pk"),
    **{(f"engagements:{step}", "pk"): ("engagement", "pk") for step in ENGAGEMENT_STEPS},
    ("api:engagement-plans", "pk"): ("engagement", "pk"),
    ("api:plan", "pk"): ("plan", "pk"),
    ("api:plan-goals", "pk"): ("plan", "pk"),
    ("api:plan-files", "pk"): ("plan", "pk"),
    ("api:assessment", "pk"): ("assessment", "pk"),
    ("engagements:correct-assessment", "pk"): ("assessment", "pk"),
    ("engagements:correct-figure", "pk"): ("figure", "pk"),
    ("api:figure-corrections", "pk"): ("figure", "pk"),
    ("api:assessment-files", "pk"): ("assessment", "pk"),
    ("api:engagement-file", "pk"): ("engagement-file", "pk"),
    ("api:engagement-file-removal", "pk"): ("engagement-file", "pk"),
    ("api:goal", "pk"): ("goal", "pk"),
    ("api:goal-actions", "pk"): ("goal", "pk"),
    ("api:goal-figures", "pk"): ("goal", "pk"),
    ("api:plan-action", "pk"): ("plan-action", "pk"),
    ("api:recommendation", "pk"): ("recommendation-accepted", "pk"),
    ("api:recommendation-evidence", "pk"): ("recommendation-accepted", "pk"),
    ("api:recommendation-corrections", "pk"): ("recommendation", "pk"),
    ("api:recommendation-shares", "pk"): ("recommendation-implemented", "pk"),
    ("api:evidence-file", "pk"): ("evidence-file", "pk"),
    ("api:evidence-file-removal", "pk"): ("evidence-file", "pk"),
    ("api:recommendation-checks", "pk"): ("recommendation-implemented", "pk"),
    ("api:commitment", "pk"): ("site-commitment", "pk"),
    ("api:commitment-done", "pk"): ("site-commitment", "pk"),
    ("api:commitment-reopen", "pk"): ("site-commitment-done", "pk"),
    ("api:commitment-date", "pk"): ("site-commitment", "pk"),
    ("api:commitment-cancellation", "pk"): ("site-commitment", "pk"),
    ("api:commitment-owner", "pk"): ("site-commitment", "pk"),
    ("api:commitment-reminder", "pk"): ("site-commitment", "pk"),
    ("api:commitment-template-uses", "slug"): ("commitment-template", "slug"),
    ("api:commitment-batch-undo", "batch"): ("site-commitment", "pk"),
    ("api:engagement-history", "pk"): ("engagement", "pk"),
    ("api:engagement-steps", "pk"): ("engagement", "pk"),
    ("api:engagement-milestone", "pk"): ("engagement", "pk"),
    ("api:engagement-milestone", "kind"): ("milestone", "kind"),
    ("engagements:record-milestone", "pk"): ("milestone", "pk"),
    ("engagements:date-milestone", "pk"): ("milestone", "pk"),
    ("engagements:plan-versions", "pk"): ("plan", "pk"),
    ("engagements:submit-plan", "pk"): ("plan", "pk"),
    ("engagements:approve-plan", "pk"): ("plan-submitted", "pk"),
    ("engagements:return-plan", "pk"): ("plan-submitted", "pk"),
    ("engagements:unlock-plan", "pk"): ("plan-approved", "pk"),
    ("engagements:add-goal", "pk"): ("plan", "pk"),
    ("engagements:goal", "pk"): ("goal", "pk"),
    ("engagements:add-plan-action", "pk"): ("goal", "pk"),
    ("engagements:measure-goal", "pk"): ("goal", "pk"),
    ("engagements:plan-action", "pk"): ("plan-action", "pk"),
    ("engagements:commitment", "pk"): ("site-commitment", "pk"),
    ("engagements:finish-commitment", "pk"): ("site-commitment", "pk"),
    ("engagements:date-commitment", "pk"): ("site-commitment", "pk"),
    ("engagements:undo-commitment-template", "batch"): ("site-commitment", "pk"),
    ("engagements:cancel-commitment", "pk"): ("site-commitment", "pk"),
    ("engagements:assign-commitment", "pk"): ("site-commitment", "pk"),
    ("engagements:remind-commitment", "pk"): ("site-commitment", "pk"),
    ("engagements:reopen-commitment", "pk"): ("site-commitment-done", "pk"),
    ("engagements:recommendation", "pk"): ("recommendation", "pk"),
    ("engagements:add-evidence", "pk"): ("recommendation-accepted", "pk"),
    ("engagements:correct-recommendation", "pk"): ("recommendation", "pk"),
    ("engagements:withdraw-recommendation", "pk"): ("recommendation", "pk"),
    ("engagements:change-owner", "pk"): ("recommendation-accepted", "pk"),
    ("engagements:evidence-file", "pk"): ("evidence-file", "pk"),
    ("engagements:remove-evidence-file", "pk"): ("evidence-file", "pk"),
    ("engagements:attach-to-assessment", "pk"): ("assessment", "pk"),
    ("engagements:attach-to-plan", "pk"): ("plan", "pk"),
    ("engagements:file", "pk"): ("engagement-file", "pk"),
    ("engagements:remove-file", "pk"): ("engagement-file", "pk"),
    ("engagements:record-check", "pk"): ("recommendation-implemented", "pk"),
    ("engagements:accept-recommendation", "pk"): ("recommendation", "pk"),
    ("engagements:decline-recommendation", "pk"): ("recommendation", "pk"),
    ("engagements:start-recommendation", "pk"): ("recommendation-accepted", "pk"),
    ("engagements:implement-recommendation", "pk"): ("recommendation-in-progress", "pk"),
    ("engagements:send-back-recommendation", "pk"): ("recommendation-implemented", "pk"),
    ("engagements:verify-recommendation", "pk"): ("recommendation-implemented", "pk"),
    ("engagements:sustain-recommendation", "pk"): ("recommendation-verified", "pk"),
    ("engagements:lapse-recommendation", "pk"): ("recommendation-verified", "pk"),
    ("engagements:restart-recommendation", "pk"): ("recommendation-lapsed", "pk"),
    **{
        (f"summits:{name}", "slug"): ("summit", "slug")
        for name in (
            "detail",
            "change",
            "publish",
            "give-role",
            "file-gate",
            "pass-gate",
            "redate-gate",
            "agenda",
            "agenda-areas",
            "program",
            "program-pdf",
            "rooms",
            "copy-agenda",
            "add-room",
            "add-speaker",
            "add-session",
            "my-agenda",
            "my-agenda-seen",
            "my-calendar",
        )
    },
    **{
        (f"outcomes:{name}", "pk"): ("figure-import", "pk")
        for name in (
            "import",
            "rejected-rows",
            "columns",
            "confirm-import",
            "pick-line",
            "tell-zeros",
            "discard-import",
            "undo-import",
        )
    },
    ("dashboards:accomplishment", "pk"): ("accomplishment-published", "pk"),
    ("dashboards:open-data-csv", "dataset"): ("dataset", "slug"),
    ("dashboards:open-data-json", "dataset"): ("dataset", "slug"),
    ("api:accomplishment", "pk"): ("accomplishment", "pk"),
    ("api:figure-import", "pk"): ("figure-import", "pk"),
    **{
        (f"api:figure-import-{step}", "pk"): ("figure-import", "pk")
        for step in (
            "confirmed",
            "picked",
            "zeros",
            "columns",
            "header",
            "discarded",
            "undone",
        )
    },
    ("outcomes:agency", "pk"): ("reporting-agency", "pk"),
    ("outcomes:accomplishment", "pk"): ("accomplishment", "pk"),
    ("outcomes:edit-accomplishment", "pk"): ("accomplishment", "pk"),
    ("outcomes:concur-accomplishment", "pk"): ("accomplishment-attested", "pk"),
    ("outcomes:add-evidence", "pk"): ("accomplishment", "pk"),
    ("outcomes:remove-evidence", "pk"): ("accomplishment-evidence", "pk"),
    **{
        (f"outcomes:{step}-accomplishment", "pk"): (row, "pk")
        for step, row in outcomes.STEP_ROWS.items()
    },
    "quarter": ("quarter", "slug"),
    **{
        (f"outcomes:{name}", "pk"): ("measure", "pk")
        for name in ("measure", "change-measure", "end-measure")
    },
    ("outcomes:resume-measure", "pk"): ("measure-ended", "pk"),
    ("outcomes:verify-measurement", "pk"): ("measurement", "pk"),
    ("outcomes:restate-measurement", "pk"): ("measurement", "pk"),
    ("api:measurements", "pk"): ("measure", "pk"),
    ("api:measurement", "pk"): ("measurement", "pk"),
    ("api:measurement-verified", "pk"): ("measurement", "pk"),
    ("summits:room", "pk"): ("room", "pk"),
    **{
        (f"summits:{name}-{noun}", "pk"): (f"spare-{noun}" if name == "remove" else noun, "pk")
        for name in ("change", "remove")
        for noun in ("room", "speaker")
    },
    ("summits:session", "pk"): ("session-of-summit", "pk"),
    **{
        (f"summits:{name}-session", "pk"): ("session-of-summit", "pk")
        for name in ("change", "place", "move", "take-off", "choose", "check-in")
    },
    ("engagements:share-recommendation", "pk"): ("recommendation-implemented", "pk"),
    ("engagements:stop-sharing-recommendation", "pk"): ("recommendation-verified", "pk"),
    **communities.ARGUMENTS,
    **library.ARGUMENTS,
    **exchanges.ARGUMENTS,
    **grants.ARGUMENTS,
    **{(f"summits:{step}", "slug"): (row, "slug") for step, row in summits.ROWS.items()},
    **{(f"summits:{name}-gate", "kind"): ("gate", "kind") for name in ("file", "pass", "redate")},
    ("summits:end-role", "pk"): ("grant", "pk"),
    **{
        (f"summits:{name}", "slug"): ("summit-registration-open", "slug")
        for name in (
            "delegation",
            "site-delegation",
            "nominate",
            "invite",
            "places",
            "needs-list",
        )
    },
    ("api:summit-registrations", "slug"): ("summit-registration-open", "slug"),
    ("api:summit-nominations", "slug"): ("summit-registration-open", "slug"),
    ("api:summit-notes", "slug"): ("summit", "slug"),
    ("api:session-notes", "pk"): ("session-of-summit", "pk"),
    ("api:session-note", "pk"): ("session-note", "pk"),
    ("api:session-note-settled", "pk"): ("session-note", "pk"),
    ("api:summit-check-ins", "slug"): ("summit-live", "slug"),
    ("api:summit-walk-ins", "slug"): ("summit-live", "slug"),
    ("api:check-in", "pk"): ("check-in", "pk"),
    ("api:summit-nominations", "site"): ("site", "slug"),
    ("api:registration", "pk"): ("registration", "pk"),
    ("api:registration-answer", "pk"): ("registration", "pk"),
    **{
        (f"summits:{name}", "slug"): ("summit-live", "slug")
        for name in ("check-in", "check-in-phone", "check-in-people", "check-in-sync", "walk-in")
    },
    **{
        (f"summits:{name}", "slug"): ("summit-wrap-up", "slug")
        for name in ("materials", "add-material-file", "add-material-link")
    },
    ("summits:speaking", "slug"): ("summit", "slug"),
    ("summits:change-profile", "pk"): ("own-speaker", "pk"),
    ("summits:describe-session", "pk"): ("session-of-summit", "pk"),
    ("summits:add-session-file", "pk"): ("session-over", "pk"),
    ("summits:add-session-link", "pk"): ("session-over", "pk"),
    ("summits:material-file", "pk"): ("material-file", "pk"),
    ("summits:remove-material-file", "pk"): ("material-file", "pk"),
    ("summits:remove-material-link", "pk"): ("material-link", "pk"),
    ("summits:feedback", "slug"): ("summit-wrap-up", "slug"),
    ("summits:feedback-results", "slug"): ("summit-wrap-up", "slug"),
    ("summits:session-feedback", "pk"): ("session-over", "pk"),
    ("summits:add-note", "pk"): ("session-of-summit", "pk"),
    **{
        (f"summits:{name}", "pk"): ("session-note", "pk")
        for name in ("note", "change-note", "settle-note")
    },
    ("summits:follow-up", "slug"): ("summit-live", "slug"),
    **{
        (f"summits:{name}", "slug"): ("summit-live", "slug")
        for name in ("report", "roster", "roster-pdf", "door-list")
    },
    ("summits:report-pdf", "slug"): ("summit-live", "slug"),
    ("summits:review", "slug"): ("summit-live", "slug"),
    ("summits:review", "after"): ("review", "after"),
    ("summits:check-in-person", "pk"): ("registration-expected", "pk"),
    ("summits:my-code", "pk"): ("registration-expected", "pk"),
    ("summits:scanned", "code"): ("registration-expected", "check_in_code"),
    ("summits:undo-check-in", "pk"): ("check-in", "pk"),
    ("summits:site-delegation", "site"): ("site", "slug"),
    ("summits:nominate", "site"): ("site", "slug"),
    ("summits:registration", "pk"): ("registration", "pk"),
    ("summits:accept-registration", "pk"): ("registration", "pk"),
    ("summits:decline-registration", "pk"): ("registration", "pk"),
    ("summits:cancel-registration", "pk"): ("registration-confirmed", "pk"),
    ("summits:change-attendance", "pk"): ("registration-own", "pk"),
    ("summits:remind", "pk"): ("registration", "pk"),
    ("summits:substitute", "pk"): ("registration-confirmed", "pk"),
    ("summits:give-place", "pk"): ("registration-own", "pk"),
    ("summits:needs", "pk"): ("registration-own", "pk"),
    **{
        (f"summits:guest-{name}", "token"): ("registration-guest", "registration-token")
        for name in ("registration", "accept", "attendance", "leave")
    },
    ("summits:guest-feedback", "token"): ("registration-guest-came", "registration-token"),
    **{
        (f"applications:{name}", "token"): ("application-link", "application-token")
        for name in (
            "overview",
            "section",
            "link",
            "submit",
            "withdraw",
            "letters",
            "own-letter",
            "remove-letter",
        )
    },
    ("applications:section", "section"): ("application-section", "value"),
    **{
        (f"applications:{name}", "pk"): ("round", "pk")
        for name in ("extend", "change-round", "remove-round")
    },
    ("applications:detail", "pk"): ("application", "pk"),
    ("applications:step", "pk"): ("application", "pk"),
    ("applications:step", "step"): ("application-step", "name"),
    ("applications:own-letter", "pk"): ("application-letter", "pk"),
    ("applications:remove-letter", "pk"): ("application-letter", "pk"),
    ("applications:letter", "pk"): ("application-letter-sent", "pk"),
    ("applications:score", "pk"): ("application-reviewed", "pk"),
    ("applications:add-reviewer", "pk"): ("application-reviewed", "pk"),
    ("applications:remove-reviewer", "pk"): ("application-reviewer", "pk"),
    **{
        (f"api:application{name}", "pk"): ("application-reviewed", "pk")
        for name in ("", "-reviewers", "-scorecards")
    },
    ("api:application-step", "pk"): ("application", "pk"),
    ("api:application-step", "name"): ("application-step", "name"),
    ("api:summit", "slug"): ("summit", "slug"),
    ("api:summit-sessions", "slug"): ("summit", "slug"),
    ("api:summit-rooms", "slug"): ("summit", "slug"),
    **{
        (f"api:summit-{name}", "slug"): ("summit-wrap-up", "slug")
        for name in ("feedback", "feedback-results", "files", "links")
    },
    ("api:session-feedback", "pk"): ("session-over", "pk"),
    ("api:summit-link", "pk"): ("material-link", "pk"),
    ("api:summit-link-removed", "pk"): ("material-link", "pk"),
    ("api:summit-room", "pk"): ("spare-room", "pk"),
    ("api:summit-speakers", "slug"): ("summit", "slug"),
    ("api:summit-speaker", "pk"): ("spare-speaker", "pk"),
    ("api:session-place", "pk"): ("session-of-summit", "pk"),
    ("api:summit-steps", "slug"): ("summit", "slug"),
    ("api:summit-history", "slug"): ("summit", "slug"),
    ("api:summit-gate", "slug"): ("summit", "slug"),
    ("api:summit-gate", "kind"): ("gate", "kind"),
    ("api:update", "pk"): ("update", "pk"),
    ("api:offer", "pk"): ("offer-offered", "pk"),
    ("api:accept-offer", "pk"): ("offer-offered", "pk"),
    ("api:decline-offer", "pk"): ("offer-offered", "pk"),
    # allauth's own, and ours in front of them
    ("", "pk"): ("passkey", "pk"),
    ("mfa_edit_webauthn", "pk"): ("passkey", "pk"),
    ("mfa_remove_webauthn", "pk"): ("passkey", "pk"),
    "key": ("", "key"),
    "uidb36": ("", "uid"),
}
# Query strings for pages without arguments.
QUERIES = {
    "dashboards:calendar": "?view=agenda",
    "dashboards:search": "?q=evidence",
    "dashboards:peer-finder": "?q=shootings",
    # Whichever numbers are given: those of other sites are not in the response.
    "tta_requests:bulk": "?"
    + "&".join(f"n=PSP-2026-9{site}{k:02d}" for site in range(3) for k in range(20)),
}
# URLs whose number is that of the row's own request, whichever row is used.
OF_THEIR_REQUEST = {
    "api:referral-answer",
    "tta_requests:answer-referral",
    "tta_requests:attachment",
    "tta_requests:remove-attachment",
    "tta_requests:remove-link",
    "tta_requests:end-guest-access",
}
# The same URL once more with rows of another kind: what else may leak through it.
FURTHER: dict[str, list[str]] = {
    **library.FURTHER,
    "tta_requests:detail": [
        "offered",
        "worked",
        "ended",
        "draft",
        "federal",
        "asked",
        "delivered",
        "closed",
        "talked",
    ],
    "tta_requests:scope": ["federal", "offered"],
    "tta_requests:attachment": ["file-federal"],
    "tta_requests:hours": ["federal", "offered"],
    "tta_requests:history": ["federal", "offered", "talked"],
    "tta_requests:handling": ["federal"],
    "tta_requests:answer-referral": ["referral-federal"],
    "tta_requests:messages": ["worked", "federal", "talked"],
    "tta_requests:comment": ["federal", "worked"],
    "tta_requests:end-guest-access": ["share-federal"],
    "tta_requests:offer": ["offer-worked", "offer-ended", "offer-federal"],
    "tta_requests:accept-offer": ["offer-federal"],
    "liaisons:detail": ["draft-update", "awaiting-update", "update-federal"],
    "liaisons:correct": ["update-federal"],
    "liaisons:versions": ["update-federal"],
    "engagements:date-milestone": ["milestone-reached"],
    "outcomes:accomplishment": ["accomplishment-verified", "accomplishment-published"],
    "api:accomplishment": ["accomplishment-published"],
    "summits:detail": ["summit-live", "summit-canceled"],
    "api:request": ["offered", "worked", "ended", "draft", "federal", "closed"],
    "api:steps": ["offered", "draft", "federal"],
    "api:messages": ["offered", "worked", "federal", "draft", "talked"],
    "api:timeline": ["offered", "worked", "federal", "talked"],
    "api:clocks": ["offered", "worked", "federal"],
    "api:ranking": ["offered", "worked", "federal"],
    "api:referral-answer": ["referral-federal"],
    "api:referrals": ["offered", "worked", "federal"],
    "api:resources": ["offered", "worked", "federal"],
    "api:offer": ["offer-worked", "offer-ended", "offer-federal"],
    "api:accept-offer": ["offer-federal"],
    "api:update": ["draft-update", "update-federal"],
    "api:update-corrections": ["update-federal"],
}


@dataclass(frozen=True)
class Address:
    """One URL with its arguments filled in."""

    name: str
    route: str
    kind: str  # the kind of row it names; empty if none
    path: str

    @property
    def is_api(self) -> bool:
        """Whether it is called by programs, in JSON."""
        return self.route.startswith("api/v1/")

    def row_of(self, site: str) -> str:
        """Name the row as the table of answers does; a form where it names none."""
        return f"{self.kind or 'form'} of {site}"


@dataclass(frozen=True)
class Route:
    """A leaf of the URL resolver."""

    name: str
    route: str
    callback: Any
    admin: bool

    @property
    def arguments(self) -> list[str]:
        return re.findall(r"<(?:[^:>]+:)?([^>]+)>", self.route)

    @property
    def sends(self) -> dict[str, Any]:
        """A resource's body types by method; empty for pages."""
        return getattr(getattr(self.callback, "cls", None), "inputs", {})

    @property
    def label(self) -> str:
        """The name, or the route if several URLs share the name."""
        return f"{self.name or '-'} /{self.route}"


@cache
def all_routes() -> tuple[Route, ...]:
    """Return every route of the portal, libraries and admin included."""
    return tuple(_walk(get_resolver().url_patterns))


def _walk(
    patterns: list[Any], prefix: str = "", names: str = "", *, admin: bool = False
) -> Iterator[Route]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inside = admin or pattern.app_name == "admin"
            space = f"{names}{pattern.namespace}:" if pattern.namespace else names
            yield from _walk(pattern.url_patterns, route, space, admin=inside)
        elif isinstance(pattern, URLPattern):
            name = f"{names}{pattern.name}" if pattern.name else ""
            yield Route(name, route, pattern.callback, admin)


def addresses(route: Route, world: World, site: str) -> list[Address]:
    """Return the route's URLs with rows of that site; several if it accepts several kinds."""
    if not route.arguments:
        query = QUERIES.get(route.name, "")
        return [Address(route.name, route.route, "", f"/{_plain(route.route)}{query}")]
    if route.admin:
        return [Address(route.name, route.route, "", _admin_path(route, world, site))]
    if route.name == "api:step":
        return [_step(route, world, site, name) for name in NAMES]
    if route.name == "api:engagement-step":
        pk = str(world.rows[site]["engagement"].pk)
        return [
            Address(
                route.name,
                route.route,
                f"engagement, {name}",
                "/" + _filled(route.route, {"pk": pk, "name": name}),
            )
            for name in ENGAGEMENT_STEPS
        ]
    if route.name == "api:recommendation-step":
        return [
            Address(
                route.name,
                route.route,
                f"recommendation, {name}",
                "/" + _filled(route.route, {"pk": str(world.rows[site][row].pk), "name": name}),
            )
            for name, row in RECOMMENDED.items()
        ]
    if route.name in STEPS:
        return [
            Address(
                route.name,
                route.route,
                f"{row}, {name}",
                "/" + _filled(route.route, {"pk": str(world.rows[site][row].pk), "name": name}),
            )
            for name, row in STEPS[route.name].items()
        ]
    if route.name == "api:summit-step":
        return [
            Address(
                route.name,
                route.route,
                f"{row}, {name}",
                "/" + _filled(route.route, {"slug": world.rows[site][row].slug, "name": name}),
            )
            for name, row in summits.ROWS.items()
        ]
    kinds = [_kind(route), *FURTHER.get(route.name, [])]
    return [
        Address(route.name, route.route, kind, _path(route, world, site, kind)) for kind in kinds
    ]


def _step(route: Route, world: World, site: str, name: str) -> Address:
    """Return the URL of a step by its name, with the row used for the page of the same step."""
    page = f"tta_requests:{'offer-to' if name == 'offer' else name}"
    row = ARGUMENTS.get((page, "number"), ARGUMENTS["number"])[0]
    values = {"number": world.rows[site][row].number, "name": name}
    return Address(route.name, route.route, f"{row}, {name}", "/" + _filled(route.route, values))


def _kind(route: Route) -> str:
    return [_told(route, name)[0] for name in route.arguments][-1]


def _told(route: Route, argument: str) -> tuple[str, str]:
    told = ARGUMENTS.get((route.name, argument)) or ARGUMENTS.get(argument)
    assert told, (
        f"The matrix does not know <{argument}> of {route.label}: "
        "add it to ARGUMENTS in tests/matrix/routes.py, own and foreign row alike."
    )
    return told


def _path(route: Route, world: World, site: str, kind: str) -> str:
    """Fill in the arguments; the last one names the row, the others its parents."""
    rows = world.rows[site]
    *around, last = route.arguments
    values = {name: _value(rows, *_told(route, name)) for name in around}
    if route.name in OF_THEIR_REQUEST:
        values["number"] = rows[kind].request.number
    values[last] = _value(rows, kind, _told(route, last)[1])
    return "/" + _filled(route.route, values)


def _value(rows: dict[str, Any], kind: str, attribute: str) -> str:
    if not kind:
        return "none"
    row = rows[kind]
    if attribute == "token":
        return token_of(row.pk)
    if attribute == "guest-token":
        return guest_token(row)
    if attribute == "registration-token":
        return registration_token(row)
    if attribute == "application-token":
        return application_token(row)
    for part in attribute.split("."):
        row = getattr(row, part)
    return str(row)


def _filled(route: str, values: dict[str, str]) -> str:
    return _plain(re.sub(r"<(?:[^:>]+:)?([^>]+)>", lambda hit: values[hit[1]], route))


def _plain(route: str) -> str:
    """Return a regex route without its anchors and groups."""
    route = re.sub(r"\(\?P(none)\[[^\]]*\]\+?\)", r"\1", route)
    return re.sub(r"[\^$\\]|\(\?:.*?\)|\[[^\]]*\]\+", "", route)


def _admin_path(route: Route, world: World, site: str) -> str:
    """Return the admin URL of a row of that site in that table, else of any number."""
    values = dict.fromkeys(route.arguments, "1")
    name = route.name.removeprefix("admin:")
    for model in apps.get_models():
        if name.startswith(f"{model._meta.app_label}_{model._meta.model_name}_"):
            rows = model._default_manager.all()
            if any(f.name == "site" for f in model._meta.concrete_fields):
                rows = rows.filter(site=world.sites[site])
            with acting_atomic("system:demo"):
                found = rows.order_by("pk").values_list("pk", flat=True).first()
            values = dict.fromkeys(route.arguments, str(found or "1"))
    return "/" + _filled(route.route, values)


# A proposal becomes a resource that more than one site reads.
PROPOSED = {"audience": "network", "url": "https://example.gov/week"}
# An assessment with another title than the one in the world.
ASSESSED = {
    "kind": "homicide",
    "findings": ["Reviews are late."],
    "done_on": "2026-06-01",
    "done_by": "Demonstration Provider 2",
}
# Further values that only one call of the API needs.
SENT: dict[str, dict[str, Any]] = {
    "api:agencies": {"kind": "sheriff"},
    "api:agency": {"kind": "police"},
    "api:assessment": ASSESSED,
    "api:site-assessments": ASSESSED,
    "api:engagement-plans": {"kind": "strategic"},
    "api:invitations": {"role": "program-advisor", "seat": "advisor"},
    "api:planned-contact": {"kind": "visit"},
    "api:seat-approval-decision": {"decision": "approve"},
    "api:site-planned-contacts": {"kind": "visit"},
    "api:recommendations": {"finding": None, "repeats_every_days": None, "principles": []},
    "api:recommendation-corrections": {
        "finding": None,
        "repeats_every_days": None,
        "principles": [],
    },
    "api:accept-library-proposal": PROPOSED,
    "api:delivery-corrections": {"people_trained": 2},
    "api:exchange-files": {"side": "visitor"},
    "api:exchange-goals": {"goals": ["See one full review."]},
    "api:exchanges": {"goals": ["See one full review."]},
    "api:grant-applications": {"opportunity": None},
    "api:exchange-participants": {"side": "visitor"},
    "api:summit-walk-ins": {"kind": "provider", "site": ""},
}
# Form values that one URL needs different from the rest.
ESPECIALLY: dict[str, dict[str, Any]] = {
    "communities:propose-post": {"summary": "How a week is read.", "url": PROPOSED["url"]},
    "library:accept-proposal": PROPOSED,
    "saved:new": {"path": "/requests/", "query": "status=triage", "person": "", "role": ""},
    "saved:change": {"path": "/requests/", "query": "status=triage", "person": "", "role": ""},
    "tta_requests:end-scope-change": {"version": "2"},
    "exports:ask": {"what": "requests", "format": "csv"},
    "tta_requests:urgency": {"urgency": "routine"},
    "tta_requests:correct-delivery": {"people_trained": "2"},
    "summits:change-attendance": {"attendance": "in-person"},
    "tta_requests:decline": {"reasons": ["outside-tta"]},
    "tta_requests:add-commitment": {"kind": "deliverable"},
    "engagements:add-commitment": {"kind": "commitment", "owed_by": "site"},
    "tta_requests:link": {"kind": "related"},
    "notifications:preferences": {"email": "at-once"},
    "engagements:start-plan": {"kind": "strategic"},
    "engagements:correct-assessment": ASSESSED | {"findings": "", "finding_1": "Reviews are late."},
    "sites:seat-approval": {"decision": "approve"},
    "exchanges:add-file": {"side": "visitor"},
    "exchanges:change-goals": {"goals": "See one full review."},
    "sites:role-approval": {"decision": "approve"},
}
# The row that each step of a recommendation starts from.
RECOMMENDED = {
    "accept": "recommendation",
    "decline": "recommendation",
    "start": "recommendation-accepted",
    "implement": "recommendation-in-progress",
    "send-back": "recommendation-implemented",
    "verify": "recommendation-implemented",
    "sustain": "recommendation-verified",
    "lapse": "recommendation-verified",
    "restart": "recommendation-lapsed",
    "withdraw": "recommendation",
}
# The row from which each step starts, by its name.
STEPS = {
    "api:plan-step": {
        name: {"submit": "plan", "unlock": "plan-approved"}.get(name, "plan-submitted")
        for name in PLAN_ACTS
    },
    "api:exchange-step": exchanges.ROWS,
    "api:grant-application-step": grants.ROWS,
    "api:registration-answer": summits.ANSWERS,
}
LOG = {"api:updates", "api:update-corrections"}
MEASURED = {
    "outcomes:choose-measure",
    "outcomes:quarter",
    "outcomes:change-measure",
    "outcomes:end-measure",
    "outcomes:restate-measurement",
    "api:measurements",
    "api:measurement",
}
FILES = {
    "outcomes:upload-measurements": ("week.csv", b"Measure,Period,Number\nTurnaround,2026-q3,3\n"),
    "outcomes:new-import": ("counts.csv", b"ORI,Year,Murder\nEX0250700,2024,3\n"),
    "imports:new": ("week.csv", b"Site,Title\nA,B\n"),
    "tta_requests:attach": ("week.txt", b"Week 12"),
    "engagements:attach-to-assessment": ("week.txt", b"Week 12"),
    "engagements:attach-to-plan": ("week.txt", b"Week 12"),
    "liaisons:attach": ("week.txt", b"Week 12"),
    "summits:add-material-file": ("week.txt", b"Week 12"),
    "summits:add-session-file": ("week.txt", b"Week 12"),
    "api:summit-files": ("week.txt", b"Week 12"),
    "exchanges:add-file": ("week.txt", b"Week 12"),
    "api:exchange-files": ("week.txt", b"Week 12"),
    "api:assessment-files": ("week.txt", b"Week 12"),
    "api:plan-files": ("week.txt", b"Week 12"),
    "api:figure-imports": ("counts.csv", b"ORI,Year,Murder\nEX0250700,2024,3\n"),
}


def body(route: Route, world: World, site: str) -> dict[str, Any]:
    """Return a plausible form for any URL: more than it needs, all of that site."""
    rows, today = world.rows[site], clock.today("America/Chicago")
    fields = {
        "title": "A weekly review",
        "problem": "Three units keep separate lists.",
        "desired_change": "One list.",
        "core_area": rows["triage"].core_area.slug,
        "kind": "technical-assistance",
        "urgency": "expedited",
        "delivery_mode": "either",
        "site": world.sites[site].slug,
        "reason": "Because the plan asks for it.",
        "text": "We will call on Monday.",
        "note": "",
        "provider": world.providers["provider-other"].pk,
        "question": "Have you seen this elsewhere?",
        "reasons": ["dates-missing"],
        "alternatives": "The state's grant is open.",
        "until": (today + timedelta(days=9)).isoformat(),
        "objectives": "One list that all use.",
        "activities": "Meet once a week.",
        "effort": "12.5",
        "starts_on": today.isoformat(),
        "ends_on": (today + timedelta(days=30)).isoformat(),
        "over": "1",
        "side": "site",
        "owed_by": "provider",
        "due_on": (today + timedelta(days=14)).isoformat(),
        "worked_on": today.isoformat(),
        "spent": "1.5",
        "what": "Met the analysts.",
        "number": rows["matching"].number,
        "mark": "site",
        "agency": "FBI",
        "helps": "yes",
        "office": "OVC",
        "url": "https://ovc.ojp.gov/",
        "held": "on",
        "places": "9",
        "hours_a_month": "80",
        "to": str(world.people["manager"].user.pk),
        "q": "zqrivertonx",
        "agencies": ["ATF"],
        "overall": "4",
        "useful": "4",
        "timely": "4",
        "comment": "It helped.",
        "lead_name": "Pat Lead",
        "no_conflict": "on",
        "version": "1",
        "name": "New Person",
        "email": "new.person@example.gov",
        "seat": "program-advisor:advisor",
        "on": today.isoformat(),
        "shown": clock.now().isoformat(),
        "password": "a long enough sentence",
        "password_again": "a long enough sentence",
        "next": "",
        "login": "nobody@example.gov",
        "post": "yes",
        "wanted": "choose",
        "scope": "read",
        "days": "30",
        "away_from": today.isoformat(),
        "stands_in": str(world.people["coordinator"].user.pk),
        "owner": "Chief of police",
        "value": "20",
        "measured_on": today.isoformat(),
        "unit": "percent",
        "direction": "up",
        "baseline": "10",
        "baseline_on": today.isoformat(),
        "target": "90",
        "headline": "Six more homicide detectives",
        "result": "Leads are followed within a week.",
        "narrative": "An assessment contributed to the growth of the unit.",
        "recommendation": str(rows["recommendation"].pk),
    }
    if route.name in MEASURED:
        fields |= outcomes.measured(rows)
    if route.name in FILES:
        name, content = FILES[route.name]
        fields["file"] = SimpleUploadedFile(name, content)
    if route.name == "tta_requests:invite-guest":
        fields["office"] = world.offices["elsewhere"].pk
    if route.name.startswith(("summits:", "api:summit", "api:session", "api:registration")):
        fields |= {
            "slug": "2031",
            "format": "in-person",
            "state": "EX",
            "time_zone": "America/Chicago",
            "ends_on": today.isoformat(),
            "role": "organizer",
            "last_day": "",
            "approved_on": today.isoformat(),
            "core_area": "",
            "audience": "everyone",
            "expected": "30",
            "needs": ["projector"],
            "seats": "90",
            "day": clock.today("America/New_York").isoformat(),  # the zone of the summits
            "starts": "09:00",
            "ends": "10:00",
            "to": (today - timedelta(days=9)).isoformat(),
            "attendance": "virtual",
            "places": "40",
            "access": "Step-free seating",
            "biography": "Thirty years in patrol and investigations.",
            "diet": "",
        }
    fields |= _of_room(route, rows, today)
    if route.name == "summits:nominate":
        fields["seat"] = str(rows["delegation-seat"].pk)
    if route.name == "api:summit-nominations":
        fields["seat"] = rows["delegation-seat"].slug
    if route.name in {"summits:invite", "summits:walk-in"}:
        fields |= {"kind": "provider", "site": ""}
    if route.name.startswith("liaisons:"):
        fields |= {
            "site": str(world.sites[site].pk),
            "kind": "visit",
            "when": today.isoformat(),
            "summary": "Walked the evidence room.",
            "requests": [str(rows["triage"].pk)],
            "next": (today + timedelta(days=7)).isoformat(),
            "on": (today + timedelta(days=12)).isoformat(),
            "first": (today + timedelta(days=40)).isoformat(),
            "last": (today + timedelta(days=44)).isoformat(),
            "stand_in": str(world.people["coordinator"].user.pk),
            "seats": [
                str(
                    rows["leave"].covers_id
                    if route.name == "liaisons:record-leave"
                    else rows["leave"].pk
                )
            ],
        }
    return fields | ESPECIALLY.get(route.name, {})


def _of_room(route: Route, rows: dict[str, Any], today: date) -> dict[str, Any]:
    if "library" in route.name:
        return library.body(rows["resource"].owner, by_email=route.name.startswith("api:"))
    return grants.body(today) if route.name.startswith(("grants:", "api:grant")) else {}


def sent(route: Route, address: Address, world: World, site: str) -> dict[str, Any]:
    """Return a plausible body for any API call: the values it accepts, all of that site."""
    rows, typed = world.rows[site], body(route, world, site)
    step = address.kind.partition(", ")[2]
    typed |= {
        "kind": "visit" if route.name in LOG else "technical-assistance",
        "reasons": ["outside-tta"] if step == "decline" else ["dates-missing"],
        "site": world.sites[site].slug,
        "further_areas": [rows["triage"].core_area.slug],
        "areas": [rows["triage"].core_area.slug],
        "requests": [rows["triage"].number],
        "occurred_on": clock.today("America/Chicago").isoformat(),
        "summary": "Walked the evidence room.",
        "internal": False,
        "no_conflict": True,
        "helps": True,
        "decision": "returned",
        "name": "week.txt",
        "content": "V2VlayAxMg==",
        "settled": True,
        "registration": str(rows["registration-expected"].pk),
        "session": None,
        "at": typed.get("at"),
    } | SENT.get(route.name, {})
    if route.name == "api:engagement-step":
        names = set(ENGAGEMENT_FORMS[step].base_fields)
    elif route.name == "api:recommendation-step":
        names = set(RECOMMENDATION_FORMS[step].base_fields) - {"owner_person"}
    elif route.name == "api:plan-step":
        names = set(PLAN_STEP_FORMS[step].base_fields)
    elif route.name in ("api:exchange-step", "api:summit-step"):
        names = {"reason"}
    elif route.name == "api:grant-application-step":
        names = {"amount_awarded"} if step == "award" else {"reason"}
    elif route.name == "api:registration-answer":
        names = {"attendance"} if step in {"register", "change-attendance"} else {"reason"}
        # The person's own registration is virtual.
        typed["attendance"] = "in-person" if step == "change-attendance" else "virtual"
    elif step:
        asked = OfferForm if step == "offer" else STEP_FORMS.get(step)
        names = set(asked.base_fields) if asked else set()
    else:
        names = {name for kind in route.sends.values() for name in kind().fields}
    if route.name == "api:request":
        names -= {"site"}
    if route.name == "api:summit-gate":
        names &= {"approved_on", "note"}
    return {name: value for name, value in typed.items() if name in names}
