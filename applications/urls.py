"""URLs of the applications app."""

from django.urls import path

from applications import api
from applications.views import applications, letters, links, reviews, rounds, scorecards

app_name = "applications"
urlpatterns = [
    path("apply/", links.apply, name="apply"),
    path("apply/start/", links.start, name="start"),
    path("apply/<str:token>/", applications.overview, name="overview"),
    path("apply/<str:token>/link/", links.link, name="link"),
    path("apply/<str:token>/submit/", applications.submit, name="submit"),
    path("apply/<str:token>/withdraw/", applications.withdraw, name="withdraw"),
    path("apply/<str:token>/letters/", letters.index, name="letters"),
    path("apply/<str:token>/letters/<uuid:pk>/", letters.own, name="own-letter"),
    path("apply/<str:token>/letters/<uuid:pk>/remove/", letters.remove, name="remove-letter"),
    path("apply/<str:token>/<slug:section>/", applications.section, name="section"),
    path("applications/", reviews.listing, name="list"),
    path("applications/letters/<uuid:pk>/", letters.download, name="letter"),
    path("applications/rounds/", rounds.listing, name="rounds"),
    path("applications/rounds/new/", rounds.plan, name="plan"),
    path("applications/rounds/<uuid:pk>/extend/", rounds.extend, name="extend"),
    path("applications/rounds/<uuid:pk>/change/", rounds.change, name="change-round"),
    path("applications/rounds/<uuid:pk>/remove/", rounds.remove, name="remove-round"),
    path("applications/<uuid:pk>/", reviews.detail, name="detail"),
    path("applications/<uuid:pk>/score/", scorecards.score, name="score"),
    path("applications/<uuid:pk>/reviewers/new/", scorecards.add, name="add-reviewer"),
    path("applications/reviewers/<uuid:pk>/remove/", scorecards.remove, name="remove-reviewer"),
    path("applications/<uuid:pk>/<slug:step>/", reviews.step, name="step"),
]
api_patterns = [
    path("applications/", api.Applications.as_view(), name="applications"),
    path("applications/<uuid:pk>/", api.OneApplication.as_view(), name="application"),
    path(
        "applications/<uuid:pk>/steps/<slug:name>/",
        api.OneApplicationStep.as_view(),
        name="application-step",
    ),
    path(
        "applications/<uuid:pk>/reviewers/",
        api.ApplicationReviewers.as_view(),
        name="application-reviewers",
    ),
    path(
        "applications/<uuid:pk>/scorecards/",
        api.ApplicationScorecards.as_view(),
        name="application-scorecards",
    ),
]
