"""URLs of the inbox."""

from django.urls import path

from foundation.notifications import api, views

app_name = "notifications"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("read/", views.mark_all_read, name="read-all"),
    path("archive/", views.archive_read, name="archive-read"),
    path("restore/", views.restore, name="restore"),
    path("preferences/", views.preferences, name="preferences"),
    path("<uuid:notice_id>/open/", views.open_notice, name="open"),
    path("<uuid:notice_id>/read/", views.mark_read, name="read"),
    path("<uuid:notice_id>/archive/", views.archive, name="archive"),
]

api_patterns = [
    path("inbox/", api.Inbox.as_view(), name="inbox"),
    path("inbox/<uuid:notice_id>/archive/", api.ArchiveNotice.as_view(), name="archive-notice"),
    path("inbox/<uuid:notice_id>/read/", api.ReadNotice.as_view(), name="read-notice"),
]
