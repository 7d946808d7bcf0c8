"""URLs of the grants app."""

from django.urls import path

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
