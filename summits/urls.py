"""URLs of the summits app."""

from django.urls import path

from summits.api import agenda as agenda_api
from summits.api import check_ins as check_ins_api
from summits.api import feedback as feedback_api
from summits.api import materials as materials_api
from summits.api import notes as notes_api
from summits.api import registrations as registrations_api
from summits.api import rooms as rooms_api
from summits.api import summits as api
from summits.views import (
    agenda,
    building,
    check_ins,
    choices,
    delegations,
    feedback,
    followups,
    guests,
    materials,
    moving,
    notes,
    offline,
    registrations,
    reports,
    rooms,
    rosters,
    speaking,
    steps,
    summits,
)

app_name = "summits"
urlpatterns = [
    path("summits/", summits.index, name="list"),
    path("summits/new/", summits.plan, name="plan"),
    path("summits/<slug:slug>/", summits.detail, name="detail"),
    path("summits/<slug:slug>/details/", summits.change, name="change"),
    path("summits/<slug:slug>/public/", summits.publish, name="publish"),
    path("summits/<slug:slug>/agenda/", agenda.agenda, name="agenda"),
    path("summits/<slug:slug>/agenda/areas/", agenda.core_areas, name="agenda-areas"),
    path("summits/<slug:slug>/agenda/program/", agenda.program, name="program"),
    path("summits/<slug:slug>/agenda/program/pdf/", agenda.program_pdf, name="program-pdf"),
    path("summits/<slug:slug>/agenda/copy/", building.copy_agenda, name="copy-agenda"),
    path("summits/<slug:slug>/rooms/", rooms.index, name="rooms"),
    path("summits/<slug:slug>/rooms/new/", building.add_room, name="add-room"),
    path("summits/<slug:slug>/speakers/new/", building.add_speaker, name="add-speaker"),
    path("summits/<slug:slug>/sessions/new/", building.add_session, name="add-session"),
    path("summits/rooms/<uuid:pk>/", agenda.room, name="room"),
    path("summits/rooms/<uuid:pk>/change/", rooms.change_room, name="change-room"),
    path("summits/rooms/<uuid:pk>/remove/", rooms.remove_room, name="remove-room"),
    path("summits/speakers/<uuid:pk>/change/", rooms.change_speaker, name="change-speaker"),
    path("summits/speakers/<uuid:pk>/remove/", rooms.remove_speaker, name="remove-speaker"),
    path("summits/sessions/<uuid:pk>/", agenda.session, name="session"),
    path("summits/sessions/<uuid:pk>/change/", building.change_session, name="change-session"),
    path("summits/sessions/<uuid:pk>/place/", building.place_session, name="place-session"),
    path("summits/sessions/<uuid:pk>/move/", moving.move_session, name="move-session"),
    path("summits/sessions/<uuid:pk>/take-off/", building.take_off, name="take-off-session"),
    path("summits/sessions/<uuid:pk>/choose/", choices.choose, name="choose-session"),
    path("summits/sessions/<uuid:pk>/check-in/", check_ins.attend, name="check-in-session"),
    path("summits/sessions/<uuid:pk>/notes/new/", notes.add, name="add-note"),
    path("summits/notes/<uuid:pk>/", notes.detail, name="note"),
    path("summits/notes/<uuid:pk>/change/", notes.change, name="change-note"),
    path("summits/notes/<uuid:pk>/settle/", notes.settle, name="settle-note"),
    path("summits/<slug:slug>/speaking/", speaking.index, name="speaking"),
    path("summits/speakers/<uuid:pk>/biography/", speaking.change_profile, name="change-profile"),
    path("summits/sessions/<uuid:pk>/describe/", speaking.describe, name="describe-session"),
    path("summits/<slug:slug>/materials/", materials.index, name="materials"),
    path("summits/<slug:slug>/materials/files/new/", materials.add_file, name="add-material-file"),
    path("summits/<slug:slug>/materials/links/new/", materials.add_link, name="add-material-link"),
    path(
        "summits/sessions/<uuid:pk>/files/new/", materials.add_session_file, name="add-session-file"
    ),
    path(
        "summits/sessions/<uuid:pk>/links/new/", materials.add_session_link, name="add-session-link"
    ),
    path("summits/files/<uuid:pk>/", materials.download, name="material-file"),
    path("summits/files/<uuid:pk>/remove/", materials.remove_file, name="remove-material-file"),
    path("summits/links/<uuid:pk>/remove/", materials.remove_link, name="remove-material-link"),
    path("summits/sessions/<uuid:pk>/feedback/", feedback.session, name="session-feedback"),
    path("summits/<slug:slug>/feedback/", feedback.summit, name="feedback"),
    path("summits/<slug:slug>/feedback/results/", feedback.results, name="feedback-results"),
    path("summits/<slug:slug>/follow-up/", followups.board, name="follow-up"),
    path("summits/<slug:slug>/follow-up/<int:after>/", followups.review, name="review"),
    path("summits/<slug:slug>/report/", reports.report, name="report"),
    path("summits/<slug:slug>/report/pdf/", reports.report_pdf, name="report-pdf"),
    path("summits/<slug:slug>/roster/", rosters.roster, name="roster"),
    path("summits/<slug:slug>/roster/pdf/", rosters.roster_pdf, name="roster-pdf"),
    path("summits/<slug:slug>/door-list/", rosters.door_list, name="door-list"),
    path("summits/<slug:slug>/my-agenda/", choices.my_agenda, name="my-agenda"),
    path("summits/<slug:slug>/my-agenda/seen/", choices.seen, name="my-agenda-seen"),
    path("summits/<slug:slug>/my-agenda/calendar/", choices.my_calendar, name="my-calendar"),
    path("summits/worker.js", offline.worker, name="worker"),
    path("summits/<slug:slug>/check-in/phone/", offline.phone, name="check-in-phone"),
    path("summits/<slug:slug>/check-in/people/", offline.people, name="check-in-people"),
    path("summits/<slug:slug>/check-in/sync/", offline.sync, name="check-in-sync"),
    path("summits/<slug:slug>/check-in/", check_ins.door, name="check-in"),
    path("summits/<slug:slug>/walk-in/", check_ins.walk_in, name="walk-in"),
    path("summits/codes/<str:code>/", check_ins.scanned, name="scanned"),
    path(
        "summits/registrations/<uuid:pk>/give-place/", registrations.give_place, name="give-place"
    ),
    path("summits/registrations/<uuid:pk>/check-in/", check_ins.check_in, name="check-in-person"),
    path("summits/registrations/<uuid:pk>/code/", check_ins.my_code, name="my-code"),
    path("summits/check-ins/<uuid:pk>/undo/", check_ins.undo, name="undo-check-in"),
    path("summits/<slug:slug>/access/new/", summits.give_role, name="give-role"),
    path("summits/access/<uuid:pk>/end/", summits.end_role, name="end-role"),
    path("summits/<slug:slug>/deadlines/<slug:kind>/filed/", summits.file_gate, name="file-gate"),
    path("summits/<slug:slug>/deadlines/<slug:kind>/passed/", summits.pass_gate, name="pass-gate"),
    path(
        "summits/<slug:slug>/deadlines/<slug:kind>/date/", summits.redate_gate, name="redate-gate"
    ),
    path("summits/<slug:slug>/delegation/", delegations.overview, name="delegation"),
    path(
        "summits/<slug:slug>/delegation/<slug:site>/",
        delegations.delegation,
        name="site-delegation",
    ),
    path(
        "summits/<slug:slug>/delegation/<slug:site>/nominate/",
        delegations.nominate,
        name="nominate",
    ),
    path("summits/<slug:slug>/registrations/new/", delegations.invite, name="invite"),
    path("summits/<slug:slug>/places/", delegations.set_places, name="places"),
    path("summits/<slug:slug>/needs/", delegations.needs, name="needs-list"),
    path("summits/registrations/<uuid:pk>/", registrations.registration, name="registration"),
    path(
        "summits/registrations/<uuid:pk>/register/",
        registrations.accept,
        name="accept-registration",
    ),
    path(
        "summits/registrations/<uuid:pk>/attendance/",
        registrations.change_attendance,
        name="change-attendance",
    ),
    path(
        "summits/registrations/<uuid:pk>/decline/",
        registrations.decline,
        name="decline-registration",
    ),
    path(
        "summits/registrations/<uuid:pk>/cancel/", registrations.cancel, name="cancel-registration"
    ),
    path("summits/registrations/<uuid:pk>/remind/", delegations.remind, name="remind"),
    path("summits/registrations/<uuid:pk>/replace/", registrations.substitute, name="substitute"),
    path("summits/registrations/<uuid:pk>/needs/", registrations.needs, name="needs"),
    path("summits/invitations/<str:token>/", guests.guest, name="guest-registration"),
    path("summits/invitations/<str:token>/register/", guests.guest_accept, name="guest-accept"),
    path(
        "summits/invitations/<str:token>/feedback/", feedback.guest_feedback, name="guest-feedback"
    ),
    path(
        "summits/invitations/<str:token>/attendance/",
        guests.guest_attendance,
        name="guest-attendance",
    ),
    path("summits/invitations/<str:token>/leave/", guests.guest_leave, name="guest-leave"),
    *(path(f"summits/<slug:slug>/{step}/", view, name=step) for step, view in steps.STEPS.items()),
]

api_patterns = [
    path("summits/", api.Summits.as_view(), name="summits"),
    path("summits/<slug:slug>/", api.OneSummit.as_view(), name="summit"),
    path("summits/<slug:slug>/history/", api.SummitHistory.as_view(), name="summit-history"),
    path("summits/<slug:slug>/steps/", api.SummitSteps.as_view(), name="summit-steps"),
    path("summits/<slug:slug>/steps/<slug:name>/", api.OneSummitStep.as_view(), name="summit-step"),
    path(
        "summits/<slug:slug>/sessions/", agenda_api.SummitSessions.as_view(), name="summit-sessions"
    ),
    path(
        "summits/<slug:slug>/registrations/",
        registrations_api.SummitRegistrations.as_view(),
        name="summit-registrations",
    ),
    path(
        "summits/<slug:slug>/delegation/<slug:site>/",
        registrations_api.Nominations.as_view(),
        name="summit-nominations",
    ),
    path(
        "registrations/<uuid:pk>/",
        registrations_api.OneRegistration.as_view(),
        name="registration",
    ),
    path(
        "registrations/<uuid:pk>/<slug:name>/",
        registrations_api.RegistrationAnswer.as_view(),
        name="registration-answer",
    ),
    path("summits/<slug:slug>/rooms/", rooms_api.SummitRooms.as_view(), name="summit-rooms"),
    path("summit-rooms/<uuid:pk>/", rooms_api.OneRoom.as_view(), name="summit-room"),
    path(
        "summits/<slug:slug>/speakers/", rooms_api.SummitSpeakers.as_view(), name="summit-speakers"
    ),
    path("summit-speakers/<uuid:pk>/", rooms_api.OneSpeaker.as_view(), name="summit-speaker"),
    path("summits/<slug:slug>/notes/", notes_api.SummitNotes.as_view(), name="summit-notes"),
    path("sessions/<uuid:pk>/notes/", notes_api.SessionNotes.as_view(), name="session-notes"),
    path("session-notes/<uuid:pk>/", notes_api.OneSessionNote.as_view(), name="session-note"),
    path(
        "session-notes/<uuid:pk>/settled/",
        notes_api.SessionNoteSettling.as_view(),
        name="session-note-settled",
    ),
    path(
        "summits/<slug:slug>/check-ins/",
        check_ins_api.SummitCheckIns.as_view(),
        name="summit-check-ins",
    ),
    path("summits/<slug:slug>/walk-ins/", check_ins_api.WalkIns.as_view(), name="summit-walk-ins"),
    path("check-ins/<uuid:pk>/", check_ins_api.OneCheckIn.as_view(), name="check-in"),
    path(
        "summits/<slug:slug>/feedback/",
        feedback_api.SummitFeedback.as_view(),
        name="summit-feedback",
    ),
    path(
        "summits/<slug:slug>/feedback/results/",
        feedback_api.SummitFeedbackResults.as_view(),
        name="summit-feedback-results",
    ),
    path(
        "sessions/<uuid:pk>/feedback/",
        feedback_api.SessionFeedback.as_view(),
        name="session-feedback",
    ),
    path("summits/<slug:slug>/files/", materials_api.SummitFiles.as_view(), name="summit-files"),
    path("summits/<slug:slug>/links/", materials_api.SummitLinks.as_view(), name="summit-links"),
    path("summit-links/<uuid:pk>/", materials_api.OneSummitLink.as_view(), name="summit-link"),
    path(
        "summit-links/<uuid:pk>/removed/",
        materials_api.SummitLinkRemoval.as_view(),
        name="summit-link-removed",
    ),
    path("sessions/<uuid:pk>/place/", agenda_api.SessionPlace.as_view(), name="session-place"),
    path("summits/<slug:slug>/gates/<slug:kind>/", api.OneGate.as_view(), name="summit-gate"),
]
