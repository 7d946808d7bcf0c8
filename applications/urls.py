"""URLs of the applications app."""

from django.urls import path

from applications.views import applications, links, reviews, rounds

app_name = "applications"
urlpatterns = [
    path("apply/", links.apply, name="apply"),
    path("apply/start/", links.start, name="start"),
    path("apply/<str:token>/", applications.overview, name="overview"),
    path("apply/<str:token>/link/", links.link, name="link"),
    path("apply/<str:token>/submit/", applications.submit, name="submit"),
    path("apply/<str:token>/withdraw/", applications.withdraw, name="withdraw"),
    path("apply/<str:token>/<slug:section>/", applications.section, name="section"),
    path("applications/", reviews.listing, name="list"),
    path("applications/rounds/", rounds.listing, name="rounds"),
    path("applications/rounds/new/", rounds.plan, name="plan"),
    path("applications/rounds/<uuid:pk>/extend/", rounds.extend, name="extend"),
    path("applications/rounds/<uuid:pk>/change/", rounds.change, name="change-round"),
    path("applications/rounds/<uuid:pk>/remove/", rounds.remove, name="remove-round"),
    path("applications/<uuid:pk>/", reviews.detail, name="detail"),
    path("applications/<uuid:pk>/<slug:step>/", reviews.step, name="step"),
]
