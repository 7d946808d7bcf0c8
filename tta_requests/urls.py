"""Addresses of requests, the triage desk, and offers."""

from django.urls import path

from tta_requests.views import (
    attachments,
    commitments,
    coordinators,
    deliveries,
    drafts,
    evaluations,
    followers,
    guests,
    handling,
    links,
    offers,
    providers,
    referrals,
    request_detail,
    request_list,
    request_steps,
    scopes,
    triage,
    urgency,
)

app_name = "tta_requests"
urlpatterns = [
    path("requests/", request_list.index, name="list"),
    path("requests/new/", drafts.new, name="new"),
    path("requests/new/autosave/", drafts.autosave_new, name="autosave-new"),
    path("requests/<request_number:number>/", request_detail.detail, name="detail"),
    path("requests/<request_number:number>/edit/", drafts.edit, name="edit"),
    path("requests/<request_number:number>/autosave/", drafts.autosave, name="autosave"),
    path("requests/<request_number:number>/put-to-site/", drafts.send_to_site, name="send-to-site"),
    *(
        path(f"requests/<request_number:number>/{step}/", view, name=step)
        for step, view in request_steps.STEPS.items()
    ),
    path("requests/<request_number:number>/offer/", request_steps.offer, name="offer-to"),
    path("requests/<request_number:number>/endorse/", urgency.endorse, name="endorse"),
    path("requests/<request_number:number>/regrade/", urgency.change, name="urgency"),
    path("requests/<request_number:number>/follow/", followers.follow, name="follow"),
    path("requests/<request_number:number>/unfollow/", followers.unfollow, name="unfollow"),
    path("requests/<request_number:number>/attachments/", attachments.attach, name="attach"),
    path(
        "requests/<request_number:number>/attachments/<uuid:pk>/",
        attachments.download,
        name="attachment",
    ),
    path(
        "requests/<request_number:number>/attachments/<uuid:pk>/remove/",
        attachments.remove,
        name="remove-attachment",
    ),
    path("requests/<request_number:number>/scope/", scopes.current, name="scope"),
    path("requests/<request_number:number>/scope/write/", scopes.write, name="write-scope"),
    path("requests/<request_number:number>/scope/sign/", scopes.sign, name="sign-scope"),
    path(
        "requests/<request_number:number>/scope/end-change/",
        scopes.end_change,
        name="end-scope-change",
    ),
    path(
        "requests/<request_number:number>/commitments/new/", commitments.add, name="add-commitment"
    ),
    path("commitments/<uuid:pk>/done/", commitments.complete, name="complete-commitment"),
    path(
        "requests/<request_number:number>/commitments/<uuid:pk>/cancel/",
        commitments.cancel,
        name="cancel-commitment",
    ),
    path("requests/<request_number:number>/hours/", commitments.hours, name="hours"),
    path(
        "requests/<request_number:number>/hours/<uuid:pk>/correct/",
        commitments.correct_hours,
        name="correct-hours",
    ),
    path(
        "requests/<request_number:number>/delivery/correct/",
        deliveries.correct,
        name="correct-delivery",
    ),
    path("requests/<request_number:number>/related/", links.add, name="link"),
    path(
        "requests/<request_number:number>/related/<uuid:pk>/remove/",
        links.remove,
        name="remove-link",
    ),
    path("requests/<request_number:number>/handling/", handling.change, name="handling"),
    path("requests/<request_number:number>/give/", coordinators.reassign, name="reassign"),
    path("requests/<request_number:number>/flag/", coordinators.flag, name="flag"),
    path(
        "requests/<request_number:number>/beside/", request_list.next_in_list, name="next-in-list"
    ),
    path("requests/<request_number:number>/federal/", referrals.ask, name="refer"),
    path(
        "requests/<request_number:number>/federal/<str:agency>/",
        referrals.answer,
        name="answer-referral",
    ),
    path(
        "requests/<request_number:number>/resources/",
        referrals.share_resource,
        name="share-resource",
    ),
    path(
        "requests/<request_number:number>/resources/<uuid:pk>/remove/",
        referrals.remove_resource,
        name="remove-resource",
    ),
    path("requests/<request_number:number>/legal-hold/", handling.legal_hold, name="legal-hold"),
    path("requests/<request_number:number>/history/", request_detail.fields, name="history"),
    path(
        "requests/<request_number:number>/messages/", request_detail.post_message, name="messages"
    ),
    path("requests/<request_number:number>/comment/", guests.comment, name="comment"),
    path("requests/<request_number:number>/colleagues/", guests.invite, name="invite-guest"),
    path(
        "requests/<request_number:number>/colleagues/<uuid:pk>/let-go/",
        guests.remove,
        name="end-guest-access",
    ),
    path("evaluations/", evaluations.summary, name="evaluations"),
    path("evaluations/<uuid:pk>/", evaluations.answer, name="evaluation"),
    path("participate/<str:token>/", evaluations.participate, name="participate"),
    path("participated/", evaluations.participated, name="participated"),
    path(
        "requests/<request_number:number>/participants/",
        evaluations.participants,
        name="participants",
    ),
    path(
        "requests/<request_number:number>/participants/link/",
        evaluations.link_participants,
        name="link-participants",
    ),
    path("triage/", triage.desk, name="triage"),
    path("triage/together/", coordinators.act_on_selected, name="bulk"),
    path("triage/together/undo/", coordinators.undo, name="undo-bulk"),
    path("provider/", providers.ours, name="provider"),
    path("provider/away/", providers.add_absence, name="add-absence"),
    path("provider/absences/<int:pk>/remove/", providers.end_absence, name="end-absence"),
    path("provider/capacity/", providers.set_capacity, name="capacity"),
    path("offers/", offers.index, name="offers"),
    path("offers/<uuid:pk>/", offers.detail, name="offer"),
    path("offers/<uuid:pk>/accept/", offers.accept, name="accept-offer"),
    path("offers/<uuid:pk>/decline/", offers.decline, name="decline-offer"),
]
