"""Every form, and who fills it in where: the list is computed, the places are declared here.

A form that is missing here stops the test with a sentence.
"""

import importlib
import inspect
import pkgutil
from dataclasses import dataclass, field
from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ResetPasswordForm
from django.apps import apps
from django.forms import BaseForm
from django.urls import get_resolver

from applications.actions.links import token_of as application_token
from sites.actions.invitations import token_of
from summits.actions.invitations import token_of as registration_token
from tests.architecture.source import ROOT
from tests.matrix.routes import Route, all_routes, body
from tests.matrix.world import OWN, World
from tta_requests.actions.evaluations import token_of as guest_token

LIBRARY = (LoginForm, ResetPasswordForm, ChangePasswordForm)


@dataclass(frozen=True)
class Place:
    """Where a form is filled in: by whom, at which URL, with which row."""

    who: str
    route: str
    row: str = ""
    method: str = "POST"
    more: dict[str, Any] = field(default_factory=dict)
    query: str = ""


PLACES: dict[str, Place] = {
    "sites.InviteForm": Place("poc-police", "sites:invite"),
    "sites.AcceptForm": Place("visitor", "sites:accept-invitation"),
    "sites.ChooseSiteForm": Place("admin", "sites:choose-site", method="GET"),
    "sites.BreakGlassForm": Place("admin", "sites:break-glass"),
    "sites.EndForm": Place("manager", "sites:end-membership", "membership", more={"when": "later"}),
    "sites.HandOverForm": Place("manager", "sites:hand-over-seat", "membership"),
    "sites.HandoverNoteForm": Place("poc-police", "sites:handover-note", "seat"),
    "sites.DecisionForm": Place(
        "manager", "sites:seat-approval", "seat-approval", more={"decision": "decline"}
    ),
    "dashboards.DirectoryForm": Place("visitor", "sites:directory", method="GET"),
    "dashboards.SiteListForm": Place("coordinator", "sites:directory", method="GET"),
    "dashboards.CalendarForm": Place("coordinator", "dashboards:calendar", method="GET"),
    "dashboards.TimelineForm": Place("poc-police", "sites:timeline", method="GET"),
    "dashboards.CommitmentFilterForm": Place("poc-police", "dashboards:commitments", method="GET"),
    "dashboards.DocumentForm": Place("poc-police", "sites:documents", method="GET"),
    "dashboards.PeerFinderForm": Place("poc-police", "dashboards:peer-finder", method="GET"),
    "dashboards.SearchForm": Place("poc-police", "dashboards:search", method="GET"),
    "outcomes.UploadForm": Place("analyst", "outcomes:new-import"),
    "outcomes.ColumnsForm": Place("analyst", "outcomes:columns", "figure-import"),
    "outcomes.PickForm": Place("analyst", "outcomes:pick-line", "figure-import"),
    "outcomes.ZerosForm": Place("analyst", "outcomes:tell-zeros", "figure-import"),
    "outcomes.ReviewForm": Place("analyst", "outcomes:agency", "reporting-agency"),
    "communities.SetUpForm": Place("manager", "communities:set-up"),
    "communities.FacilitatorForm": Place("manager", "communities:add-facilitator", "community"),
    "communities.JoinForm": Place("poc-police", "communities:join", "community-open"),
    "communities.ReasonForm": Place("manager", "communities:cancel-meeting", "community-meeting"),
    "communities.PostForm": Place("poc-police", "communities:thread", "community-post"),
    "communities.TopicForm": Place("poc-police", "communities:suggest-topic", "community"),
    "communities.ThreadForm": Place("poc-police", "communities:write-post", "community"),
    "communities.ReportForm": Place("poc-police", "communities:report-post", "community-answer"),
    "communities.ScheduleForm": Place("manager", "communities:schedule", "community"),
    "communities.ReplaceForm": Place("manager", "communities:replace-series", "community-series"),
    "communities.MoveForm": Place("manager", "communities:move-meeting", "community-meeting"),
    "communities.AttendanceForm": Place("manager", "communities:attendance", "community-held"),
    "communities.DescribeForm": Place(
        "manager", "communities:describe-meeting", "community-meeting"
    ),
    "library.ResourceForm": Place("champion", "library:add"),
    "library.DescriptionForm": Place("poc-police", "library:change", "resource"),
    "library.ContentForm": Place("poc-police", "library:replace", "resource"),
    "library.ReviewForm": Place("poc-police", "library:review", "resource"),
    "library.ProposalForm": Place("poc-police", "communities:propose-post", "community-post"),
    "library.SharedResourceForm": Place("manager", "library:accept-proposal", "proposal"),
    "library.DeclineForm": Place("manager", "library:decline-proposal", "proposal"),
    "library.ShareForm": Place("champion", "library:share", "resource"),
    "library.OwnerForm": Place("poc-police", "library:owner", "resource"),
    "library.ArchiveForm": Place("poc-police", "library:archive", "resource"),
    "library.FilterForm": Place("poc-police", "library:list", method="GET"),
    "exchanges.AskForm": Place("poc-police", "exchanges:ask"),
    "exchanges.DatesForm": Place("poc-police", "exchanges:set-dates", "exchange"),
    "exchanges.AgendaItemForm": Place("poc-police", "exchanges:add-item", "exchange"),
    "exchanges.ParticipantForm": Place("poc-police", "exchanges:add-participant", "exchange"),
    "exchanges.NoteForm": Place("poc-police", "exchanges:add-note", "exchange"),
    "exchanges.GoalsForm": Place("poc-police", "exchanges:change-goals", "exchange"),
    "exchanges.FileForm": Place("poc-police", "exchanges:add-file", "exchange"),
    "exchanges.ReportForm": Place("poc-police", "exchanges:report", "exchange-visited"),
    "exchanges.ReasonForm": Place("poc-police", "exchanges:cancel", "exchange"),
    "grants.OpportunityForm": Place("manager", "grants:add"),
    "grants.FilterForm": Place("poc-police", "grants:list", method="GET"),
    "grants.AddForm": Place("poc-police", "grants:consider"),
    "grants.ChangeForm": Place("poc-police", "grants:change-application", "grant-considered"),
    "grants.AwardForm": Place("poc-police", "grants:award", "grant-submitted"),
    "grants.ReasonForm": Place("poc-police", "grants:withdraw", "grant-considered"),
    "grants.CommitteeForm": Place("poc-police", "grants:set-up-committee"),
    "grants.MemberForm": Place("poc-police", "grants:add-member"),
    "grants.MeetingForm": Place("poc-police", "grants:schedule-meeting"),
    "grants.NotesForm": Place("poc-police", "grants:note-meeting", "grant-meeting"),
    "grants.ReviewForm": Place("poc-police", "grants:change-review", "grant-review"),
    "summits.PlanSummitForm": Place("manager", "summits:plan"),
    "summits.DetailsForm": Place("manager", "summits:change", "summit"),
    "summits.FiledForm": Place("manager", "summits:file-gate", "gate"),
    "summits.PassedForm": Place("manager", "summits:pass-gate", "gate"),
    "summits.RedateGateForm": Place("manager", "summits:redate-gate", "gate"),
    "summits.PublishForm": Place("manager", "summits:publish", "summit"),
    "summits.RoleForm": Place("manager", "summits:give-role", "summit"),
    "summits.EndRoleForm": Place("manager", "summits:end-role", "grant"),
    "summits.RoomForm": Place("manager", "summits:add-room", "summit"),
    "summits.SpeakerForm": Place("manager", "summits:add-speaker", "summit"),
    "summits.RemoveForm": Place("manager", "summits:remove-room", "spare-room"),
    "summits.SessionForm": Place("manager", "summits:add-session", "summit"),
    "summits.PlaceForm": Place("manager", "summits:place-session", "session-of-summit"),
    "summits.TakeOffForm": Place("manager", "summits:take-off-session", "session-of-summit"),
    "summits.ChooseForm": Place("poc-police", "summits:choose-session", "session-of-summit"),
    "summits.NominateForm": Place("poc-police", "summits:nominate", "summit-registration-open"),
    "summits.InviteForm": Place("manager", "summits:invite", "summit-registration-open"),
    "summits.PlacesForm": Place("manager", "summits:places", "summit-registration-open"),
    "summits.AcceptForm": Place("poc-police", "summits:accept-registration", "registration"),
    "summits.LeaveForm": Place("poc-police", "summits:decline-registration", "registration"),
    "summits.SubstituteForm": Place("poc-police", "summits:substitute", "registration-confirmed"),
    "summits.GivePlaceForm": Place("poc-police", "summits:give-place", "registration-own"),
    "summits.RemindForm": Place("manager", "summits:remind", "registration"),
    "summits.AttendanceForm": Place("poc-police", "summits:change-attendance", "registration-own"),
    "summits.NeedsForm": Place("poc-police", "summits:needs", "registration-own"),
    "summits.DoorForm": Place("manager", "summits:check-in", "summit-live", method="GET"),
    "summits.RosterForm": Place("manager", "summits:roster", "summit-live", method="GET"),
    "summits.DoorListForm": Place("manager", "summits:door-list", "summit-live", method="GET"),
    "summits.PhoneForm": Place("manager", "summits:check-in-phone", "summit-live", method="GET"),
    "summits.ArriveForm": Place("manager", "summits:check-in-person", "registration-expected"),
    "summits.NoteForm": Place("poc-police", "summits:add-note", "session-of-summit"),
    "summits.NoteTextForm": Place("poc-police", "summits:change-note", "session-note"),
    "summits.SettleForm": Place(
        "poc-police", "summits:settle-note", "session-note", more={"wanted": "settle"}
    ),
    "summits.MaterialFileForm": Place("manager", "summits:add-material-file", "summit-wrap-up"),
    "summits.MaterialLinkForm": Place("manager", "summits:add-material-link", "summit-wrap-up"),
    "summits.RemoveMaterialForm": Place("manager", "summits:remove-material-file", "material-file"),
    "summits.ProfileForm": Place("poc-police", "summits:change-profile", "own-speaker"),
    "summits.DescribeForm": Place("poc-police", "summits:describe-session", "session-of-summit"),
    "summits.FeedbackForm": Place("poc-police", "summits:session-feedback", "session-over"),
    "summits.ReviewForm": Place("manager", "summits:review", "summit-live"),
    "summits.WalkInForm": Place("manager", "summits:walk-in", "summit-live"),
    "summits.GuestAcceptForm": Place("visitor", "summits:guest-accept", "registration-guest"),
    "summits.CopyForm": Place("manager", "summits:copy-agenda", "summit"),
    "summits.StepReasonForm": Place("manager", "summits:cancel", "summit"),
    "applications.StartForm": Place("visitor", "applications:start"),
    "applications.AgencyForm": Place(
        "visitor", "applications:section", "application-link", more={"section": "agency"}
    ),
    "applications.EligibilityForm": Place(
        "visitor", "applications:section", "application-link", more={"section": "eligibility"}
    ),
    "applications.AreasForm": Place(
        "visitor", "applications:section", "application-link", more={"section": "areas"}
    ),
    "applications.ChangeForm": Place(
        "visitor", "applications:section", "application-link", more={"section": "change"}
    ),
    "applications.LetterForm": Place("visitor", "applications:letters", "application-link"),
    "applications.SubmitForm": Place("visitor", "applications:submit", "application-link"),
    "applications.WithdrawForm": Place("visitor", "applications:withdraw", "application-link"),
    "applications.RoundForm": Place("manager", "applications:plan"),
    "applications.ExtendForm": Place("manager", "applications:extend", "round"),
    "applications.FindForm": Place("manager", "applications:list", method="GET"),
    "applications.ReviewStepForm": Place(
        "manager", "applications:step", "application", more={"step": "start-review"}
    ),
    "applications.ReviewerForm": Place(
        "manager", "applications:add-reviewer", "application-reviewed"
    ),
    "applications.RemoveReviewerForm": Place(
        "manager", "applications:remove-reviewer", "application-reviewer"
    ),
    "applications.ScorecardForm": Place("poc-police", "applications:score", "application-reviewed"),
    "applications.SelectForm": Place(
        "manager", "applications:step", "application-reviewed", more={"step": "select"}
    ),
    "applications.DecisionForm": Place(
        "manager", "applications:step", "application-reviewed", more={"step": "defer"}
    ),
    "sites.ContactForm": Place("poc-police", "sites:contact", "contact", more={"version": "1"}),
    "sites.AgencyForm": Place("poc-police", "sites:agency", "agency", more={"version": "1"}),
    "sites.RetireForm": Place("poc-police", "sites:retire-agency", "agency"),
    "sites.AwayForm": Place("liaison", "sites:time-away"),
    "notifications.PreferenceForm": Place("poc-police", "notifications:preferences"),
    "engagements.OpenForm": Place("manager", "engagements:open"),
    "engagements.AnnounceForm": Place("manager", "engagements:announce", "engagement-proposed"),
    "engagements.ResumeForm": Place("manager", "engagements:resume", "engagement-suspended"),
    "engagements.ComeDayForm": Place("manager", "engagements:become-alumni", "engagement-over"),
    "engagements.TeamForm": Place("manager", "engagements:begin-onboarding", "engagement-proposed"),
    "engagements.SuspendForm": Place("manager", "engagements:suspend", "engagement"),
    "engagements.ExtendForm": Place("manager", "engagements:extend", "engagement"),
    "engagements.EndingForm": Place("manager", "engagements:close", "engagement"),
    "engagements.WithdrawForm": Place("manager", "engagements:withdraw", "engagement"),
    "engagements.UndoForm": Place("manager", "engagements:undo-graduation", "engagement-over"),
    "engagements.ReachForm": Place("liaison", "engagements:record-milestone", "milestone"),
    "engagements.RedateForm": Place("liaison", "engagements:date-milestone", "milestone"),
    "engagements.CorrectForm": Place("liaison", "engagements:date-milestone", "milestone-reached"),
    "engagements.GoalForm": Place("advisor", "engagements:add-goal", "plan"),
    "engagements.PlanActionForm": Place("advisor", "engagements:add-plan-action", "goal"),
    "engagements.MeasurementForm": Place("advisor", "engagements:measure-goal", "goal"),
    "engagements.CorrectMeasurementForm": Place("advisor", "engagements:correct-figure", "figure"),
    "engagements.PlanReasonForm": Place("exec", "engagements:return-plan", "plan-submitted"),
    "dashboards.RestateForm": Place("manager", "dashboards:restate-report", "report"),
    "dashboards.VersionForm": Place("manager", "dashboards:report-version", "report", method="GET"),
    "dashboards.VersionsForm": Place(
        "manager", "dashboards:compare-report", "report", method="GET"
    ),
    "engagements.AssessmentForm": Place("liaison", "engagements:add-assessment"),
    "engagements.CorrectAssessmentForm": Place(
        "liaison", "engagements:correct-assessment", "assessment", more={"version": "1"}
    ),
    "engagements.ProposeForm": Place("liaison", "engagements:propose"),
    "engagements.CorrectRecommendationForm": Place(
        "liaison", "engagements:correct-recommendation", "recommendation", more={"version": "1"}
    ),
    "engagements.AcceptRecommendationForm": Place(
        "poc-police", "engagements:accept-recommendation", "recommendation", more={"version": "1"}
    ),
    "engagements.RecommendationReasonForm": Place(
        "poc-police", "engagements:decline-recommendation", "recommendation", more={"version": "1"}
    ),
    "engagements.EvidenceForm": Place(
        "poc-police", "engagements:add-evidence", "recommendation-accepted"
    ),
    "engagements.ChangeOwnerForm": Place(
        "poc-police",
        "engagements:change-owner",
        "recommendation-accepted",
        more={"version": "1"},
    ),
    "engagements.RemoveEvidenceForm": Place(
        "poc-police", "engagements:remove-evidence-file", "evidence-file"
    ),
    "engagements.AttachForm": Place("liaison", "engagements:attach-to-assessment", "assessment"),
    "engagements.RemoveFileForm": Place("liaison", "engagements:remove-file", "engagement-file"),
    "engagements.ShareForm": Place(
        "poc-police", "engagements:share-recommendation", "recommendation-implemented"
    ),
    "engagements.CheckForm": Place(
        "liaison", "engagements:record-check", "recommendation-implemented"
    ),
    "engagements.SiteCommitmentForm": Place("liaison", "engagements:add-commitment"),
    "engagements.FinishForm": Place(
        "poc-police", "engagements:finish-commitment", "site-commitment"
    ),
    "engagements.CancelCommitmentForm": Place(
        "poc-police", "engagements:cancel-commitment", "site-commitment"
    ),
    "engagements.AssignForm": Place(
        "poc-police", "engagements:assign-commitment", "site-commitment"
    ),
    "engagements.TemplateChoiceForm": Place(
        "liaison", "engagements:use-commitment-template", method="GET"
    ),
    "engagements.TemplateStepsForm": Place("liaison", "engagements:use-commitment-template"),
    "engagements.NewDateForm": Place("liaison", "engagements:date-commitment", "site-commitment"),
    "engagements.RecommendationFilterForm": Place(
        "coordinator", "engagements:recommendation-board", method="GET"
    ),
    "outcomes.AccomplishmentForm": Place("poc-police", "outcomes:draft-accomplishment"),
    "outcomes.CorrectionForm": Place(
        "manager", "outcomes:correct-accomplishment", "accomplishment-published"
    ),
    "outcomes.StepReasonForm": Place(
        "liaison", "outcomes:send-back-accomplishment", "accomplishment-attested"
    ),
    "outcomes.WithdrawalForm": Place(
        "manager", "outcomes:withdraw-accomplishment", "accomplishment-published"
    ),
    "outcomes.AccomplishmentEvidenceForm": Place(
        "poc-police", "outcomes:add-evidence", "accomplishment"
    ),
    "outcomes.ChooseMeasureForm": Place("poc-police", "outcomes:choose-measure"),
    "outcomes.MeasureForm": Place("poc-police", "outcomes:change-measure", "measure"),
    "outcomes.EndMeasureForm": Place("poc-police", "outcomes:end-measure", "measure"),
    "outcomes.QuarterForm": Place("poc-police", "outcomes:quarter", "quarter"),
    "outcomes.RestateForm": Place("poc-police", "outcomes:restate-measurement", "measurement"),
    "outcomes.MeasurementFileForm": Place("poc-police", "outcomes:upload-measurements", "quarter"),
    "outcomes.AccomplishmentFilterForm": Place(
        "coordinator", "outcomes:accomplishment-board", method="GET"
    ),
    "liaisons.UpdateForm": Place("liaison", "liaisons:new"),
    "liaisons.DraftForm": Place("liaison", "liaisons:autosave", "draft-update"),
    "liaisons.CorrectionForm": Place("liaison", "liaisons:correct", "update"),
    "liaisons.ReturnForm": Place("manager", "liaisons:return", "awaiting-update"),
    "liaisons.PlanForm": Place("liaison", "liaisons:plan-contact"),
    "liaisons.ReplanForm": Place("liaison", "liaisons:planned-contact", "planned-contact"),
    "liaisons.LeaveForm": Place("liaison", "liaisons:record-leave"),
    "liaisons.ChangeLeaveForm": Place("liaison", "liaisons:change-leave", "leave"),
    "liaisons.LiaisonForm": Place("manager", "liaisons:record-leave", method="GET"),
    "liaisons.ListForm": Place("liaison", "liaisons:list", method="GET"),
    "liaisons.VersionsForm": Place("liaison", "liaisons:versions", "update", method="GET"),
    "liaisons.UpdateFileForm": Place("liaison", "liaisons:attach", "awaiting-update"),
    "liaisons.RemoveUpdateFileForm": Place("liaison", "liaisons:remove-file", "update-file"),
    "liaisons.MonthForm": Place("liaison", "liaisons:hours", method="GET"),
    "tta_requests.RequestForm": Place("poc-police", "tta_requests:edit", "draft"),
    "tta_requests.NewRequestForm": Place("poc-police", "tta_requests:new"),
    "tta_requests.FilterForm": Place("poc-police", "tta_requests:list", method="GET"),
    "tta_requests.ReasonForm": Place("poc-police", "tta_requests:withdraw", "triage"),
    "tta_requests.QuestionForm": Place("coordinator", "tta_requests:ask", "triage"),
    "tta_requests.RefusalForm": Place("coordinator", "tta_requests:decline", "triage"),
    "tta_requests.AnswerForm": Place("poc-police", "tta_requests:answer", "asked"),
    "tta_requests.HoldForm": Place("liaison", "tta_requests:hold", "triage"),
    "tta_requests.DeliveredForm": Place("provider-work", "tta_requests:deliver", "delivering"),
    "tta_requests.DisputeForm": Place("poc-police", "tta_requests:dispute", "delivered"),
    "tta_requests.ScopeForm": Place("provider-work", "tta_requests:write-scope", "worked"),
    "tta_requests.ScopeChangeForm": Place("provider-work", "tta_requests:write-scope", "scheduled"),
    "tta_requests.CommitmentForm": Place("provider-work", "tta_requests:add-commitment", "worked"),
    "tta_requests.CorrectDeliveryForm": Place(
        "provider-work", "tta_requests:correct-delivery", "delivered", more={"version": "1"}
    ),
    "tta_requests.CorrectHoursForm": Place("provider-work", "tta_requests:correct-hours", "hours"),
    "tta_requests.LateHoursForm": Place("coordinator", "tta_requests:hours", "closed"),
    "tta_requests.HoursForm": Place("provider-work", "tta_requests:hours", "worked"),
    "tta_requests.LinkForm": Place("coordinator", "tta_requests:link", "triage"),
    "tta_requests.RegradeForm": Place("coordinator", "tta_requests:urgency", "triage"),
    "tta_requests.AttachForm": Place("poc-police", "tta_requests:attach", "triage"),
    "tta_requests.RemoveFileForm": Place("coordinator", "tta_requests:remove-attachment", "file"),
    "tta_requests.EvaluationForm": Place("poc-police", "tta_requests:evaluation", "own-evaluation"),
    "tta_requests.ParticipantForm": Place("visitor", "tta_requests:participate", "participants"),
    "tta_requests.HandlingForm": Place("coordinator", "tta_requests:handling", "triage"),
    "tta_requests.ReassignForm": Place("coordinator", "tta_requests:reassign", "triage"),
    "tta_requests.AbsenceForm": Place("provider-work", "tta_requests:add-absence"),
    "tta_requests.CapacityForm": Place("provider-work", "tta_requests:capacity"),
    "tta_requests.FlagForm": Place("coordinator", "tta_requests:flag", "triage"),
    "tta_requests.GuestForm": Place("coordinator", "tta_requests:invite-guest", "triage"),
    "tta_requests.ReferForm": Place("coordinator", "tta_requests:refer", "triage"),
    "tta_requests.ReferralAnswerForm": Place(
        "atf", "tta_requests:answer-referral", "referral-triage"
    ),
    "tta_requests.RemoveResourceForm": Place(
        "manager", "tta_requests:remove-resource", "resource-triage"
    ),
    "tta_requests.ResourceForm": Place("champion", "tta_requests:share-resource", "triage"),
    "tta_requests.LegalHoldForm": Place("manager", "tta_requests:legal-hold", "triage"),
    "tta_requests.MessageForm": Place("coordinator", "tta_requests:messages", "triage"),
    "tta_requests.OfferForm": Place("coordinator", "tta_requests:offer-to", "matching"),
    "tta_requests.AcceptForm": Place(
        "provider-offer", "tta_requests:accept-offer", "offer-offered"
    ),
    "tta_requests.DeclineForm": Place(
        "provider-offer", "tta_requests:decline-offer", "offer-offered"
    ),
    "imports.SpreadsheetForm": Place("coordinator", "imports:new", "spreadsheet"),
    "imports.ColumnsForm": Place("coordinator", "imports:show", "spreadsheet"),
    "imports.HeaderForm": Place(
        "coordinator", "imports:show", "spreadsheet", more={"line": "1"}, query="?header"
    ),
    "imports.AnswersForm": Place("coordinator", "imports:show", "spreadsheet", query="?answers"),
    "saved.SavedViewForm": Place("coordinator", "saved:new"),
    "exports.ExportForm": Place("poc-police", "exports:ask"),
    "api.TokenForm": Place("poc-police", "tokens:list"),
    "tta_requests.QueryForm": Place("poc-police", "api:requests", method="GET"),
    "accounts.AddPasskeyForm": Place("exec", "mfa_add_webauthn"),
    "accounts.RenamePasskeyForm": Place("poc-police", "mfa_edit_webauthn", "passkey"),
    "accounts.SignInWithPasskeyForm": Place("visitor", "mfa_login_webauthn"),
    "accounts.SecondStepPasskeyForm": Place("visitor", "mfa_authenticate"),
    "accounts.ConfirmWithPasskeyForm": Place("exec", "mfa_reauthenticate_webauthn"),
    "account.LoginForm": Place("visitor", "account_login"),
    "account.ResetPasswordForm": Place("visitor", "account_reset_password"),
    "account.ChangePasswordForm": Place("exec", "account_change_password"),
}


# Shown as one of their subclasses only.
BASES = {
    "engagements.CheckedYear",
    "engagements.StepForm",
    "outcomes.WordsForm",
    "outcomes.SaidForm",
    "tta_requests.LetterForm",
    "liaisons.CommitmentFields",
    "summits.PersonForm",
    "exchanges.SideForm",
}


def forms() -> dict[str, type[BaseForm]]:
    """Return ``app.Form`` to class: every form of our own forms modules, and allauth's three."""
    found: dict[str, type[BaseForm]] = {}
    for app in apps.get_app_configs():
        if not str(app.path).startswith(str(ROOT)) or ".venv" in str(app.path):
            continue
        try:
            room = importlib.import_module(f"{app.name}.forms")
        except ModuleNotFoundError:
            continue
        # A package exports some of its forms; the others count as well.
        parts = [part.name for part in pkgutil.iter_modules(getattr(room, "__path__", ()))]
        modules = [importlib.import_module(f"{room.__name__}.{part}") for part in parts]
        for module in (room, *modules):
            for name, cls in inspect.getmembers(module, inspect.isclass):
                ours = (
                    cls.__module__.startswith(room.__name__)
                    and cls.__module__ != "foundation.ui.forms"
                )
                if ours and issubclass(cls, BaseForm) and not name.startswith("_"):
                    found[f"{app.label}.{name}"] = cls
    found = {label: cls for label, cls in found.items() if label not in BASES}
    return found | {f"account.{cls.__name__}": cls for cls in LIBRARY}


def route_of(name: str) -> Route:
    return next(route for route in all_routes() if route.name == name)


def token(row: str, rows: dict[str, Any]) -> str:
    """Return the signed part of an address that opens a row without signing in."""
    tokens = {
        "registration-guest": registration_token,
        "application-link": application_token,
        "participants": guest_token,
    }
    return tokens[row](rows[row]) if row in tokens else token_of(rows["invitation"].pk)


def address(place: Place, world: World) -> str:
    """Return the URL with the world's row in it."""
    from django.urls import reverse

    rows, route = world.rows[OWN], route_of(place.route)
    values: dict[str, Any] = {}
    for argument in route.arguments:
        if argument == "token":
            values[argument] = token(place.row, rows)
        elif argument in {"section", "step"} and place.route.startswith("applications:"):
            values[argument] = place.more[argument]
        elif argument == "slug" and place.row.startswith("summit-"):
            values[argument] = rows[place.row].slug
        elif argument in {"slug", "site"}:
            values[argument] = world.sites[OWN].slug
        elif argument == "number":
            row = rows[place.row]
            values[argument] = getattr(row, "request", row).number
        elif argument == "quarter":
            values[argument] = rows[place.row].slug
        elif argument == "after":
            values[argument] = rows["review"].after
        elif argument in {"what", "agency"}:
            values[argument] = getattr(rows[place.row], argument)
        else:
            values[argument] = rows[place.row].pk
    get_resolver()
    return reverse(place.route, kwargs=values) + place.query


def sound(place: Place, world: World, cls: type[BaseForm]) -> dict[str, Any]:
    """Return the form as a careful person fills it in."""
    fields = body(route_of(place.route), world, OWN) | place.more
    names = set(getattr(cls, "base_fields", {})) | {"version", "site"}
    return {name: value for name, value in fields.items() if name in names}
