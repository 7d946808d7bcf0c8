"""Each key to a person says what becomes of it when they leave: something is handed over, or it is theirs alone."""

from django.apps import apps
from django.db.models import CASCADE, ForeignKey, Model

from foundation.accounts import holdings
from foundation.accounts.models import User
from sites.models import Membership

# What is open and waits for its owner: the holding that hands it over.
HANDED_OVER = {
    "tta_requests.TTARequest.owner": "request",
    "engagements.Commitment.owner": "commitment",
    "library.Resource.owner": "resource",
    "engagements.Recommendation.owner_person": "recommendation",
    "tta_requests.Evaluation.respondent": "evaluation",
    "tta_requests.FederalReferral.membership": "referral",
    "sites.Membership.user": "seat",
    "accounts.Away.stands_in": "backup",
}
# Who did it, or whom it was about, stays as it was; the gate sends nothing to who follows and has left.
HISTORY = {
    "liaisons.EngagementUpdate.author",
    "tta_requests.TTARequest.requester",
    "tta_requests.Entry.author",
    "tta_requests.Follower.person",
    "sites.SeatApproval.person",
    "sites.BreakGlass.user",
    "notifications.Ledger.recipient",
    "notifications.Notification.recipient",
    "saved.SavedView.person",
    "accounts.StaffApproval.user",
    # A manager names someone else; what was scored stays.
    "applications.Reviewer.person",
    "communities.Attendance.person",
    "communities.Facilitator.person",
    "communities.Member.person",
    "communities.Post.author",
    "summits.Grant.person",
    "summits.Speaker.person",
    # Who chooses the site's delegates replaces one who left.
    "summits.Registration.person",
    "summits.Needs.person",
    "summits.Feedback.person",
    # What was written, and who came, stays as it was.
    "summits.SessionNote.author",
    "summits.CheckIn.person",
    "exchanges.SiteNote.author",
    # What a person wrote, nobody else answers for: someone else of the site writes it again.
    "outcomes.Accomplishment.author",
    # Leave ends with the seat it covers, and with the account of who stands in.
    "sites.Membership.covers",
}
LIBRARIES = {"admin", "account", "mfa", "pghistory"}


def keys() -> dict[str, ForeignKey]:
    """Every key from a table of ours to a person or a seat, the history's tables left out."""
    return {
        f"{model._meta.label}.{field.name}": field
        for model in apps.get_models()
        if model._meta.app_label not in LIBRARIES and not hasattr(model, "pgh_id")
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and _is_person(field.related_model)
    }


def _is_person(model: type[Model]) -> bool:
    return model in {User, Membership}


def is_theirs_alone(name: str, field: ForeignKey) -> bool:
    """Whether it names who did something, or belongs to the account and goes with it."""
    return name.endswith("_by") or field.remote_field.on_delete is CASCADE


def test_no_table_has_an_owner_whose_leaving_leaves_it_behind():
    unknown = {
        name
        for name, field in keys().items()
        if not is_theirs_alone(name, field) and name not in HISTORY
    }
    assert unknown == set(HANDED_OVER), "say in tta_requests/actions/departures.py who takes it"
    assert set(HANDED_OVER.values()) <= set(holdings.declared())


def test_the_lists_have_no_stale_row():
    assert (HISTORY | set(HANDED_OVER)) - set(keys()) == set()
