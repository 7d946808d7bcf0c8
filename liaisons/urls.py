"""URLs of the liaisons' log and the caseload."""

from django.urls import path

from liaisons.api import caseload as caseload_api
from liaisons.api import leave as leave_api
from liaisons.api import months as months_api
from liaisons.api import planned_contacts as planned_contacts_api
from liaisons.api import updates as updates_api
from liaisons.views import (
    caseload,
    files,
    hours,
    leave,
    log,
    months,
    planned_contacts,
    reviews,
    updates,
    versions,
    workload,
)

app_name = "liaisons"
urlpatterns = [
    path("caseload/", caseload.caseload, name="caseload"),
    path("caseload/leave/", leave.leave, name="leave"),
    path("caseload/leave/new/", leave.record, name="record-leave"),
    path("caseload/leave/<uuid:pk>/", leave.change, name="change-leave"),
    path("caseload/leave/<uuid:pk>/cancel/", leave.cancel, name="cancel-leave"),
    path("caseload/workload/", workload.workload, name="workload"),
    path("caseload/month/", months.month, name="month"),
    path("caseload/plan/", planned_contacts.plan, name="plan-contact"),
    path("caseload/plan/<uuid:pk>/", planned_contacts.planned_contact, name="planned-contact"),
    path("caseload/plan/<uuid:pk>/cancel/", planned_contacts.cancel, name="cancel-contact"),
    path("updates/", updates.updates, name="list"),
    path("updates/new/", log.new, name="new"),
    path("updates/hours/", hours.hours, name="hours"),
    path("updates/review/", reviews.queue, name="review-queue"),
    path("updates/<uuid:pk>/", updates.update, name="detail"),
    path("updates/<uuid:pk>/draft/", log.draft, name="draft"),
    path("updates/<uuid:pk>/autosave/", log.autosave, name="autosave"),
    path("updates/<uuid:pk>/correct/", log.correct, name="correct"),
    path("updates/<uuid:pk>/discard/", log.discard, name="discard"),
    path("updates/<uuid:pk>/files/", files.attach, name="attach"),
    path("updates/<uuid:pk>/files/<uuid:file>/", files.download, name="file"),
    path("updates/<uuid:pk>/files/<uuid:file>/remove/", files.remove, name="remove-file"),
    path("updates/<uuid:pk>/versions/", versions.versions, name="versions"),
    path("updates/<uuid:pk>/review/", reviews.accept, name="review"),
    path("updates/<uuid:pk>/return/", reviews.send_back, name="return"),
]

api_patterns = [
    path("liaison-hours/", updates_api.Hours.as_view(), name="liaison-hours"),
    path("updates/", updates_api.Updates.as_view(), name="updates"),
    path("updates/<uuid:pk>/", updates_api.OneUpdate.as_view(), name="update"),
    path(
        "updates/<uuid:pk>/corrections/",
        updates_api.Corrections.as_view(),
        name="update-corrections",
    ),
    path("updates/<uuid:pk>/files/", updates_api.Files.as_view(), name="update-files"),
    path("updates/<uuid:pk>/reviews/", updates_api.Reviews.as_view(), name="update-reviews"),
    path("caseload/", caseload_api.Caseload.as_view(), name="caseload"),
    path("month-plan/", months_api.MonthPlan.as_view(), name="month-plan"),
    path("leave/", leave_api.Leave.as_view(), name="leave"),
    path("leave/<uuid:pk>/", leave_api.OneLeave.as_view(), name="one-leave"),
    path(
        "sites/<slug:slug>/planned-contacts/",
        planned_contacts_api.SitePlannedContacts.as_view(),
        name="site-planned-contacts",
    ),
    path(
        "planned-contacts/<uuid:pk>/",
        planned_contacts_api.OnePlannedContact.as_view(),
        name="planned-contact",
    ),
]
