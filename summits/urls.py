"""URLs of the summits app."""

from django.urls import path

from summits.api import summits as api
from summits.views import steps, summits

app_name = "summits"
urlpatterns = [
    path("summits/", summits.index, name="list"),
    path("summits/new/", summits.plan, name="plan"),
    path("summits/<slug:slug>/", summits.detail, name="detail"),
    path("summits/<slug:slug>/details/", summits.change, name="change"),
    path("summits/<slug:slug>/public/", summits.publish, name="publish"),
    path("summits/<slug:slug>/access/new/", summits.give_role, name="give-role"),
    path("summits/access/<uuid:pk>/end/", summits.end_role, name="end-role"),
    path("summits/<slug:slug>/deadlines/<slug:kind>/filed/", summits.file_gate, name="file-gate"),
    path("summits/<slug:slug>/deadlines/<slug:kind>/passed/", summits.pass_gate, name="pass-gate"),
    path(
        "summits/<slug:slug>/deadlines/<slug:kind>/date/", summits.redate_gate, name="redate-gate"
    ),
    *(path(f"summits/<slug:slug>/{step}/", view, name=step) for step, view in steps.STEPS.items()),
]

api_patterns = [
    path("summits/", api.Summits.as_view(), name="summits"),
    path("summits/<slug:slug>/", api.OneSummit.as_view(), name="summit"),
    path("summits/<slug:slug>/history/", api.SummitHistory.as_view(), name="summit-history"),
    path("summits/<slug:slug>/steps/", api.SummitSteps.as_view(), name="summit-steps"),
    path("summits/<slug:slug>/steps/<slug:name>/", api.OneSummitStep.as_view(), name="summit-step"),
    path("summits/<slug:slug>/gates/<slug:kind>/", api.OneGate.as_view(), name="summit-gate"),
]
