"""URLs of the outcomes app."""

from django.urls import path

from outcomes.api import accomplishments as api
from outcomes.api import imports as imports_api
from outcomes.api import measurements as measurements_api
from outcomes.views import (
    accomplishment_evidence,
    accomplishment_steps,
    accomplishments,
    agencies,
    imports,
    measurements,
    measures,
    sites,
)

app_name = "outcomes"
urlpatterns = [
    path("sites/<slug:slug>/outcomes/", sites.of_site, name="of-site"),
    path("sites/<slug:slug>/outcomes/counts.csv", sites.counts, name="counts-of-site"),
    path("sites/<slug:slug>/outcomes/pdf/", sites.paper, name="paper-of-site"),
    path("figures/", imports.index, name="imports"),
    path("figures/new/", imports.new, name="new-import"),
    path("figures/agencies/", agencies.index, name="agencies"),
    path("figures/agencies/<int:pk>/", agencies.review, name="agency"),
    path("figures/<uuid:pk>/", imports.show, name="import"),
    path("figures/<uuid:pk>/rejected.csv", imports.rejected, name="rejected-rows"),
    path("figures/<uuid:pk>/columns/", imports.columns, name="columns"),
    path("figures/<uuid:pk>/import/", imports.confirm, name="confirm-import"),
    path("figures/<uuid:pk>/pick/", imports.pick, name="pick-line"),
    path("figures/<uuid:pk>/zeros/", imports.zeros, name="tell-zeros"),
    path("figures/<uuid:pk>/discard/", imports.discard, name="discard-import"),
    path("figures/<uuid:pk>/undo/", imports.undo, name="undo-import"),
    path("sites/<slug:slug>/measures/choose/", measures.choose, name="choose-measure"),
    path("sites/<slug:slug>/measures/<slug:quarter>/", measurements.quarter, name="quarter"),
    path(
        "sites/<slug:slug>/measures/<slug:quarter>/template.csv",
        measurements.template,
        {"kind": "csv"},
        name="measures-template-csv",
    ),
    path(
        "sites/<slug:slug>/measures/<slug:quarter>/template.xlsx",
        measurements.template,
        {"kind": "xlsx"},
        name="measures-template-xlsx",
    ),
    path(
        "sites/<slug:slug>/measures/<slug:quarter>/upload/",
        measurements.upload,
        name="upload-measurements",
    ),
    path("measures/<uuid:pk>/", measures.detail, name="measure"),
    path("measures/<uuid:pk>/change/", measures.change, name="change-measure"),
    path("measures/<uuid:pk>/end/", measures.end, name="end-measure"),
    path("measures/<uuid:pk>/resume/", measures.resume, name="resume-measure"),
    path("measurements/<uuid:pk>/verify/", measurements.verify, name="verify-measurement"),
    path("measurements/<uuid:pk>/change/", measurements.restate, name="restate-measurement"),
    path("sites/<slug:slug>/accomplishments/", accomplishments.of_site, name="accomplishments"),
    path(
        "sites/<slug:slug>/accomplishments/new/", accomplishments.draft, name="draft-accomplishment"
    ),
    path("accomplishments/board/", accomplishments.board, name="accomplishment-board"),
    path("accomplishments/<uuid:pk>/", accomplishments.detail, name="accomplishment"),
    path("accomplishments/<uuid:pk>/edit/", accomplishments.edit, name="edit-accomplishment"),
    path(
        "accomplishments/<uuid:pk>/agree/",
        accomplishment_steps.concur,
        name="concur-accomplishment",
    ),
    path("accomplishments/<uuid:pk>/evidence/", accomplishment_evidence.add, name="add-evidence"),
    path(
        "accomplishments/evidence/<uuid:pk>/remove/",
        accomplishment_evidence.remove,
        name="remove-evidence",
    ),
    *(
        path(f"accomplishments/<uuid:pk>/{step}/", view, name=f"{step}-accomplishment")
        for step, view in accomplishment_steps.STEPS.items()
    ),
]

api_patterns = [
    path("figures/imports/", imports_api.FigureImports.as_view(), name="figure-imports"),
    path("figures/imports/<uuid:pk>/", imports_api.OneFigureImport.as_view(), name="figure-import"),
    path(
        "figures/imports/<uuid:pk>/confirmed/",
        imports_api.FigureImportConfirming.as_view(),
        name="figure-import-confirmed",
    ),
    path(
        "figures/imports/<uuid:pk>/picked/",
        imports_api.FigureImportPicking.as_view(),
        name="figure-import-picked",
    ),
    path(
        "figures/imports/<uuid:pk>/zeros/",
        imports_api.FigureImportZeros.as_view(),
        name="figure-import-zeros",
    ),
    path(
        "figures/imports/<uuid:pk>/columns/",
        imports_api.FigureImportColumns.as_view(),
        name="figure-import-columns",
    ),
    path(
        "figures/imports/<uuid:pk>/header/",
        imports_api.FigureImportHeader.as_view(),
        name="figure-import-header",
    ),
    path(
        "figures/imports/<uuid:pk>/discarded/",
        imports_api.FigureImportDiscarding.as_view(),
        name="figure-import-discarded",
    ),
    path(
        "figures/imports/<uuid:pk>/undone/",
        imports_api.FigureImportUndoing.as_view(),
        name="figure-import-undone",
    ),
    path("accomplishments/", api.Accomplishments.as_view(), name="accomplishments"),
    path("accomplishments/<uuid:pk>/", api.OneAccomplishment.as_view(), name="accomplishment"),
    path(
        "sites/<slug:slug>/measures/",
        measurements_api.SiteMeasures.as_view(),
        name="site-measures",
    ),
    path(
        "measures/<uuid:pk>/measurements/",
        measurements_api.Measurements.as_view(),
        name="measurements",
    ),
    path("measurements/<uuid:pk>/", measurements_api.OneMeasurement.as_view(), name="measurement"),
    path(
        "measurements/<uuid:pk>/verified/",
        measurements_api.MeasurementVerifying.as_view(),
        name="measurement-verified",
    ),
]
