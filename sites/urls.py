"""URLs of the sites app."""

from django.urls import path

from sites import views
from sites.api import agencies as agencies_api
from sites.api import approvals as approvals_api
from sites.api import contacts as contacts_api
from sites.api import sites as sites_api
from sites.api import team as team_api

app_name = "sites"
urlpatterns = [
    path("account/away/", views.away, name="time-away"),
    path("approvals/", views.approval_queue, name="approvals"),
    path("approvals/seats/<uuid:pk>/", views.seat_approval, name="seat-approval"),
    path("approvals/roles/<uuid:pk>/", views.role_approval, name="role-approval"),
    path("break-glass/", views.choose_site, name="choose-site"),
    path("sites/<slug:slug>/team/", views.team, name="team"),
    path("sites/<slug:slug>/team/invite/", views.invite_member, name="invite"),
    path(
        "sites/<slug:slug>/team/invite/<uuid:pk>/withdraw/",
        views.withdraw_invitation,
        name="withdraw-invitation",
    ),
    path(
        "sites/<slug:slug>/team/invite/<uuid:pk>/send-again/",
        views.send_invitation_again,
        name="send-invitation-again",
    ),
    path("sites/<slug:slug>/contacts/new/", views.add_contact, name="add-contact"),
    path("sites/<slug:slug>/contacts/<uuid:pk>/", views.change_contact, name="contact"),
    path(
        "sites/<slug:slug>/contacts/<uuid:pk>/verify/",
        views.verify_contact,
        name="verify-contact",
    ),
    path(
        "sites/<slug:slug>/contacts/<uuid:pk>/remove/",
        views.remove_contact,
        name="remove-contact",
    ),
    path("sites/<slug:slug>/coalition/", views.coalition, name="coalition"),
    path("sites/<slug:slug>/coalition/new/", views.add_agency, name="add-agency"),
    path("sites/<slug:slug>/coalition/<uuid:pk>/", views.change_agency, name="agency"),
    path("sites/<slug:slug>/coalition/<uuid:pk>/lead/", views.lead_agency, name="lead-agency"),
    path(
        "sites/<slug:slug>/coalition/<uuid:pk>/retire/", views.retire_agency, name="retire-agency"
    ),
    path("sites/<slug:slug>/team/<uuid:pk>/verify/", views.verify_member, name="verify-member"),
    path("sites/<slug:slug>/team/<uuid:pk>/end/", views.end_membership, name="end-membership"),
    path(
        "sites/<slug:slug>/team/<uuid:pk>/hand-over/", views.hand_over_seat, name="hand-over-seat"
    ),
    path("sites/<slug:slug>/handover/<uuid:pk>/note/", views.write_note, name="handover-note"),
    path("sites/<slug:slug>/break-glass/", views.open_break_glass, name="break-glass"),
    path("sites/<slug:slug>/break-glass/<uuid:pk>/close/", views.close_glass, name="close-glass"),
    path("sites/<slug:slug>/broken-glass/", views.broken_glass, name="broken-glass"),
    path("invitations/<str:token>/", views.accept_invitation, name="accept-invitation"),
]

api_patterns = [
    path("me/", sites_api.Me.as_view(), name="me"),
    path("core-areas/", sites_api.CoreAreas.as_view(), name="core-areas"),
    path("sites/", sites_api.Sites.as_view(), name="sites"),
    path("sites/<slug:slug>/", sites_api.OneSite.as_view(), name="site"),
    path("sites/<slug:slug>/team/", team_api.Team.as_view(), name="team"),
    path("sites/<slug:slug>/seats/", team_api.Seats.as_view(), name="seats"),
    path(
        "sites/<slug:slug>/team/<uuid:pk>/verification/",
        team_api.SeatVerification.as_view(),
        name="seat-verification",
    ),
    path("sites/<slug:slug>/team/<uuid:pk>/end/", team_api.SeatEnd.as_view(), name="seat-end"),
    path(
        "sites/<slug:slug>/team/<uuid:pk>/hand-over/",
        team_api.SeatHandOver.as_view(),
        name="seat-hand-over",
    ),
    path(
        "sites/<slug:slug>/team/<uuid:pk>/note/",
        team_api.SeatNote.as_view(),
        name="seat-note",
    ),
    path("seat-approvals/", approvals_api.SeatApprovals.as_view(), name="seat-approvals"),
    path(
        "seat-approvals/<uuid:pk>/",
        approvals_api.OneSeatApproval.as_view(),
        name="seat-approval",
    ),
    path(
        "seat-approvals/<uuid:pk>/decision/",
        approvals_api.SeatApprovalDecision.as_view(),
        name="seat-approval-decision",
    ),
    path(
        "sites/<slug:slug>/invitations/",
        team_api.Invitations.as_view(),
        name="invitations",
    ),
    path(
        "sites/<slug:slug>/invitations/<uuid:pk>/",
        team_api.OneInvitation.as_view(),
        name="invitation",
    ),
    path(
        "sites/<slug:slug>/invitations/<uuid:pk>/sending/",
        team_api.InvitationSending.as_view(),
        name="invitation-sending",
    ),
    path("sites/<slug:slug>/contacts/", contacts_api.SiteContacts.as_view(), name="site-contacts"),
    path("contacts/<uuid:pk>/", contacts_api.OneContact.as_view(), name="contact"),
    path(
        "contacts/<uuid:pk>/verification/",
        contacts_api.ContactVerification.as_view(),
        name="contact-verification",
    ),
    path("sites/<slug:slug>/agencies/", agencies_api.Agencies.as_view(), name="agencies"),
    path("agencies/<uuid:pk>/", agencies_api.OneAgency.as_view(), name="agency"),
    path("agencies/<uuid:pk>/lead/", agencies_api.AgencyLead.as_view(), name="agency-lead"),
    path(
        "agencies/<uuid:pk>/retirement/",
        agencies_api.AgencyRetirement.as_view(),
        name="agency-retirement",
    ),
]
