"""URLs of the grants app."""

from django.urls import path

from grants.api import applications as applications_api
from grants.api import committees as committees_api
from grants.api import meetings as meetings_api
from grants.api import opportunities as opportunities_api
from grants.api import reviews as reviews_api
from grants.views import applications, committees, meetings, opportunities, reviews, steps

app_name = "grants"
urlpatterns = [
    path("grants/", opportunities.index, name="list"),
    path("grants/new/", opportunities.add, name="add"),
    path("grants/<uuid:pk>/", opportunities.detail, name="detail"),
    path("grants/<uuid:pk>/change/", opportunities.change, name="change"),
    path("sites/<slug:slug>/grants/", applications.of_site, name="of-site"),
    path("sites/<slug:slug>/grants/new/", applications.add, name="consider"),
    path("grants/applications/<uuid:pk>/", applications.detail, name="application"),
    path("grants/applications/<uuid:pk>/change/", applications.change, name="change-application"),
    path(
        "grants/applications/<uuid:pk>/award/change/",
        applications.change_award,
        name="change-award",
    ),
    *(
        path(f"grants/applications/<uuid:pk>/{step}/", view, name=step)
        for step, view in steps.STEPS.items()
    ),
    path("sites/<slug:slug>/grants/committee/", committees.detail, name="committee"),
    path("sites/<slug:slug>/grants/committee/new/", committees.set_up, name="set-up-committee"),
    path("sites/<slug:slug>/grants/committee/end/", committees.end, name="end-committee"),
    path(
        "sites/<slug:slug>/grants/committee/members/new/",
        committees.add_member,
        name="add-member",
    ),
    path("grants/members/<uuid:pk>/remove/", committees.remove_member, name="remove-member"),
    path(
        "sites/<slug:slug>/grants/committee/meetings/new/",
        meetings.schedule,
        name="schedule-meeting",
    ),
    path("grants/meetings/<uuid:pk>/move/", meetings.move, name="move-meeting"),
    path("grants/meetings/<uuid:pk>/notes/", meetings.note, name="note-meeting"),
    path("grants/meetings/<uuid:pk>/cancel/", meetings.cancel, name="cancel-meeting"),
    path("sites/<slug:slug>/grants/reviews/new/", reviews.add, name="add-review"),
    path("grants/reviews/<uuid:pk>/change/", reviews.change, name="change-review"),
]

api_patterns = [
    path("grants/", opportunities_api.Grants.as_view(), name="grants"),
    path("grants/<uuid:pk>/", opportunities_api.OneGrant.as_view(), name="grant"),
    path(
        "grant-applications/",
        applications_api.GrantApplications.as_view(),
        name="grant-applications",
    ),
    path(
        "grant-applications/<uuid:pk>/",
        applications_api.OneGrantApplication.as_view(),
        name="grant-application",
    ),
    path(
        "grant-applications/<uuid:pk>/award/",
        applications_api.GrantAward.as_view(),
        name="grant-award",
    ),
    path(
        "grant-applications/<uuid:pk>/steps/<slug:name>/",
        applications_api.GrantApplicationStep.as_view(),
        name="grant-application-step",
    ),
    path(
        "sites/<slug:slug>/grant-committee/",
        committees_api.GrantCommittee.as_view(),
        name="grant-committee",
    ),
    path(
        "sites/<slug:slug>/grant-committee/end/",
        committees_api.GrantCommitteeEnd.as_view(),
        name="grant-committee-end",
    ),
    path(
        "sites/<slug:slug>/grant-committee/members/",
        committees_api.GrantMembers.as_view(),
        name="grant-members",
    ),
    path("grant-members/<uuid:pk>/", committees_api.OneGrantMember.as_view(), name="grant-member"),
    path(
        "sites/<slug:slug>/grant-committee/meetings/",
        meetings_api.GrantMeetings.as_view(),
        name="grant-meetings",
    ),
    path("grant-meetings/<uuid:pk>/", meetings_api.OneGrantMeeting.as_view(), name="grant-meeting"),
    path(
        "grant-meetings/<uuid:pk>/notes/",
        meetings_api.GrantMeetingNotes.as_view(),
        name="grant-meeting-notes",
    ),
    path(
        "grant-meetings/<uuid:pk>/cancel/",
        meetings_api.GrantMeetingCanceling.as_view(),
        name="grant-meeting-cancel",
    ),
    path(
        "sites/<slug:slug>/grant-reviews/", reviews_api.GrantReviews.as_view(), name="grant-reviews"
    ),
    path("grant-reviews/<uuid:pk>/", reviews_api.OneGrantReview.as_view(), name="grant-review"),
]
