"""Addresses of requests and offers in the API."""

from django.urls import path

from tta_requests.api import offers, referrals, request_parts, request_steps, requests

api_patterns = [
    path("requests/", requests.Requests.as_view(), name="requests"),
    path("requests/<request_number:number>/", requests.OneRequest.as_view(), name="request"),
    path("requests/<request_number:number>/steps/", request_steps.Steps.as_view(), name="steps"),
    path(
        "requests/<request_number:number>/steps/<slug:name>/",
        request_steps.Step.as_view(),
        name="step",
    ),
    path(
        "requests/<request_number:number>/delivery-corrections/",
        request_steps.DeliveryCorrections.as_view(),
        name="delivery-corrections",
    ),
    path(
        "requests/<request_number:number>/messages/",
        request_parts.Messages.as_view(),
        name="messages",
    ),
    path(
        "requests/<request_number:number>/followers/",
        request_parts.Followers.as_view(),
        name="followers",
    ),
    path(
        "requests/<request_number:number>/timeline/",
        request_parts.Timeline.as_view(),
        name="timeline",
    ),
    path("requests/<request_number:number>/clocks/", request_parts.Clocks.as_view(), name="clocks"),
    path(
        "requests/<request_number:number>/ranking/", request_parts.Ranking.as_view(), name="ranking"
    ),
    path(
        "requests/<request_number:number>/referrals/",
        referrals.Referrals.as_view(),
        name="referrals",
    ),
    path(
        "requests/<request_number:number>/referrals/<str:agency>/answer/",
        referrals.ReferralAnswers.as_view(),
        name="referral-answer",
    ),
    path(
        "requests/<request_number:number>/resources/",
        referrals.Resources.as_view(),
        name="resources",
    ),
    path("offers/", offers.Offers.as_view(), name="offers"),
    path("offers/<uuid:pk>/", offers.OneOffer.as_view(), name="offer"),
    path("offers/<uuid:pk>/accept/", offers.AcceptOffer.as_view(), name="accept-offer"),
    path("offers/<uuid:pk>/decline/", offers.DeclineOffer.as_view(), name="decline-offer"),
]
