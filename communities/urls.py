"""URLs of the communities app."""

from django.urls import path

from communities.api import attendances as attendances_api
from communities.api import communities as api
from communities.api import posts as posts_api
from communities.api import topics as topics_api
from communities.views import (
    attendances,
    communities,
    facilitators,
    marks,
    meetings,
    members,
    posts,
    proposals,
    reports,
    rsvps,
    series,
    steps,
    subscriptions,
    topics,
)

app_name = "communities"
urlpatterns = [
    path("communities/", communities.index, name="list"),
    path("communities/new/", communities.set_up, name="set-up"),
    path("communities/<slug:slug>/", communities.detail, name="detail"),
    path("communities/<slug:slug>/calendar/", communities.calendar_file, name="calendar-file"),
    path("communities/<slug:slug>/past/", communities.past, name="past"),
    path("communities/<slug:slug>/history/", communities.history, name="history"),
    path("communities/<slug:slug>/join/", members.join, name="join"),
    path("communities/<slug:slug>/leave/", members.leave, name="leave"),
    path("communities/<slug:slug>/members/", members.index, name="members"),
    path("communities/members/<uuid:pk>/admit/", members.admit, name="admit-member"),
    path("communities/members/<uuid:pk>/decline/", members.decline, name="decline-member"),
    path("communities/members/<uuid:pk>/remove/", members.remove, name="remove-member"),
    path("communities/<slug:slug>/facilitators/new/", facilitators.add, name="add-facilitator"),
    path("communities/facilitators/<uuid:pk>/end/", facilitators.end, name="end-facilitator"),
    path("communities/<slug:slug>/meetings/new/", series.schedule, name="schedule"),
    path("communities/series/<uuid:pk>/replace/", series.replace, name="replace-series"),
    path("communities/meetings/<uuid:pk>/", meetings.detail, name="meeting"),
    path("communities/meetings/<uuid:pk>/describe/", meetings.describe, name="describe-meeting"),
    path("communities/meetings/<uuid:pk>/move/", meetings.move, name="move-meeting"),
    path("communities/meetings/<uuid:pk>/cancel/", meetings.cancel, name="cancel-meeting"),
    path("communities/meetings/<uuid:pk>/end-series/", series.end, name="end-series"),
    path("communities/meetings/<uuid:pk>/attendance/", attendances.record, name="attendance"),
    path("communities/meetings/<uuid:pk>/say-yes/", rsvps.say_yes, name="say-yes"),
    path("communities/meetings/<uuid:pk>/take-back-yes/", rsvps.take_back, name="take-back-yes"),
    path("communities/<slug:slug>/follow/", subscriptions.follow, name="follow"),
    path("communities/<slug:slug>/unfollow/", subscriptions.unfollow, name="unfollow"),
    path("communities/posts/<uuid:pk>/follow/", subscriptions.follow_thread, name="follow-thread"),
    path(
        "communities/posts/<uuid:pk>/unfollow/",
        subscriptions.unfollow_thread,
        name="unfollow-thread",
    ),
    path("communities/<slug:slug>/posts/new/", posts.write, name="write-post"),
    path("communities/posts/<uuid:pk>/", posts.thread, name="thread"),
    path("communities/posts/<uuid:pk>/remove/", posts.remove, name="remove-post"),
    path("communities/posts/<uuid:pk>/restore/", posts.restore, name="restore-post"),
    path("communities/posts/<uuid:pk>/propose/", proposals.propose, name="propose-post"),
    path("communities/posts/<uuid:pk>/mark/", marks.mark, name="mark-post"),
    path("communities/posts/<uuid:pk>/unmark/", marks.unmark, name="unmark-post"),
    path("communities/<slug:slug>/topics/", topics.index, name="topics"),
    path("communities/<slug:slug>/topics/new/", topics.suggest, name="suggest-topic"),
    path("communities/topics/<uuid:pk>/accept/", topics.accept, name="accept-topic"),
    path("communities/topics/<uuid:pk>/decline/", topics.decline, name="decline-topic"),
    path("communities/<slug:slug>/reports/", reports.index, name="reports"),
    path("communities/posts/<uuid:pk>/report/", reports.make, name="report-post"),
    path("communities/reports/<uuid:pk>/dismiss/", reports.dismiss, name="dismiss-report"),
    *(
        path(f"communities/<slug:slug>/{step}/", view, name=step)
        for step, view in steps.STEPS.items()
    ),
]
api_patterns = [
    path("communities/", api.Communities.as_view(), name="communities"),
    path("communities/<slug:slug>/", api.OneCommunity.as_view(), name="community"),
    path(
        "communities/<slug:slug>/meetings/",
        api.CommunityMeetings.as_view(),
        name="community-meetings",
    ),
    path(
        "communities/<slug:slug>/members/", api.CommunityMembers.as_view(), name="community-members"
    ),
    path(
        "communities/<slug:slug>/membership/",
        api.CommunityMembership.as_view(),
        name="community-membership",
    ),
    path(
        "communities/<slug:slug>/posts/",
        posts_api.CommunityPosts.as_view(),
        name="community-posts",
    ),
    path(
        "communities/<slug:slug>/following/",
        posts_api.CommunityFollowing.as_view(),
        name="community-following",
    ),
    path(
        "communities/posts/<uuid:pk>/following/",
        posts_api.ThreadFollowing.as_view(),
        name="thread-following",
    ),
    path(
        "communities/posts/<uuid:pk>/proposal/",
        posts_api.PostProposal.as_view(),
        name="community-post-proposal",
    ),
    path(
        "communities/posts/<uuid:pk>/mark/",
        posts_api.PostMark.as_view(),
        name="community-post-mark",
    ),
    path(
        "communities/<slug:slug>/topics/",
        topics_api.CommunityTopics.as_view(),
        name="community-topics",
    ),
    path(
        "communities/topics/<uuid:pk>/accept/",
        topics_api.AcceptedTopic.as_view(),
        name="accept-topic",
    ),
    path(
        "communities/topics/<uuid:pk>/decline/",
        topics_api.DeclinedTopic.as_view(),
        name="decline-topic",
    ),
    path(
        "communities/meetings/<uuid:pk>/rsvp/",
        attendances_api.MeetingRsvp.as_view(),
        name="meeting-rsvp",
    ),
    path(
        "communities/meetings/<uuid:pk>/attendance/",
        attendances_api.MeetingAttendance.as_view(),
        name="meeting-attendance",
    ),
]
