"""URLs of the exchanges app."""

from django.urls import path

from exchanges.api import agenda as agenda_api
from exchanges.api import exchanges as api
from exchanges.api import files as files_api
from exchanges.api import reports as reports_api
from exchanges.views import agenda, exchanges, files, goals, notes, participants, reports, steps

app_name = "exchanges"
urlpatterns = [
    path("exchanges/", exchanges.index, name="list"),
    path("exchanges/new/", exchanges.ask_for, name="ask"),
    path("exchanges/board/", exchanges.show_board, name="board"),
    path("exchanges/<uuid:pk>/", exchanges.detail, name="detail"),
    path("exchanges/<uuid:pk>/dates/", exchanges.set_dates, name="set-dates"),
    path("exchanges/<uuid:pk>/allow/", exchanges.allow, name="allow"),
    path("exchanges/<uuid:pk>/agenda/", agenda.paper, name="agenda"),
    path("exchanges/<uuid:pk>/agenda/new/", agenda.add, name="add-item"),
    path("exchanges/agenda/<uuid:pk>/change/", agenda.change, name="change-item"),
    path("exchanges/agenda/<uuid:pk>/remove/", agenda.remove, name="remove-item"),
    path("exchanges/<uuid:pk>/participants/new/", participants.add, name="add-participant"),
    path(
        "exchanges/participants/<uuid:pk>/remove/", participants.remove, name="remove-participant"
    ),
    path("exchanges/<uuid:pk>/goals/", goals.change, name="change-goals"),
    path("exchanges/<uuid:pk>/files/new/", files.add, name="add-file"),
    path("exchanges/files/<uuid:pk>/", files.download, name="file"),
    path("exchanges/files/<uuid:pk>/remove/", files.remove, name="remove-file"),
    path("exchanges/<uuid:pk>/notes/new/", notes.write, name="add-note"),
    path("exchanges/notes/<uuid:pk>/remove/", notes.remove, name="remove-note"),
    path("exchanges/<uuid:pk>/report/", reports.write, name="report"),
    *(path(f"exchanges/<uuid:pk>/{step}/", view, name=step) for step, view in steps.STEPS.items()),
]
api_patterns = [
    path("exchanges/", api.Exchanges.as_view(), name="exchanges"),
    path("exchanges/<uuid:pk>/", api.OneExchange.as_view(), name="exchange"),
    path(
        "exchanges/<uuid:pk>/steps/<str:name>/",
        api.ExchangeStepping.as_view(),
        name="exchange-step",
    ),
    path("exchanges/<uuid:pk>/dates/", api.ExchangeDates.as_view(), name="exchange-dates"),
    path("exchanges/<uuid:pk>/goals/", api.ExchangeGoals.as_view(), name="exchange-goals"),
    path(
        "exchanges/<uuid:pk>/allowance/", api.ExchangeAllowance.as_view(), name="exchange-allowance"
    ),
    path(
        "exchanges/<uuid:pk>/agenda/", agenda_api.ExchangeAgenda.as_view(), name="exchange-agenda"
    ),
    path(
        "exchanges/agenda/<uuid:pk>/",
        agenda_api.OneAgendaItem.as_view(),
        name="exchange-agenda-item",
    ),
    path("exchanges/<uuid:pk>/files/", files_api.ExchangeFiles.as_view(), name="exchange-files"),
    path("exchanges/files/<uuid:pk>/", files_api.OneExchangeFile.as_view(), name="exchange-file"),
    path(
        "exchanges/files/<uuid:pk>/removal/",
        files_api.ExchangeFileRemoval.as_view(),
        name="exchange-file-removal",
    ),
    path(
        "exchanges/<uuid:pk>/participants/",
        agenda_api.ExchangeParticipants.as_view(),
        name="exchange-participants",
    ),
    path(
        "exchanges/participants/<uuid:pk>/",
        agenda_api.OneParticipant.as_view(),
        name="exchange-participant",
    ),
    path(
        "exchanges/<uuid:pk>/report/", reports_api.ExchangeReport.as_view(), name="exchange-report"
    ),
]
