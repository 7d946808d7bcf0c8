"""URLs of the public pages and of the pages that read across apps."""

from django.urls import path

from dashboards.api import reports as reports_api
from dashboards.api import sites as sites_api
from dashboards.views import (
    accomplishments,
    account,
    calendar,
    commitments,
    documents,
    handover,
    history,
    home,
    my_day,
    national,
    one_page,
    open_data,
    peer_finder,
    program,
    report_files,
    report_sources,
    report_versions,
    reports,
    search,
    since_visit,
    sitemap,
    sites,
    timeline,
    workspace,
)
from dashboards.views import help as helping

app_name = "dashboards"
urlpatterns = [
    path("", home.home, name="home"),
    path("about/", program.about, name="about"),
    path("approach/", program.approach, name="approach"),
    path("accomplishments/", accomplishments.accomplishments, name="accomplishments"),
    path("accomplishments/feed/", accomplishments.feed, name="feed"),
    path(
        "accomplishments/<uuid:pk>/public/", accomplishments.accomplishment, name="accomplishment"
    ),
    # Before "figures/" of the outcomes app, whose other pages are for people who signed in.
    path("figures/method/", program.method, name="method"),
    path("open-data/", open_data.index, name="open-data"),
    path("open-data/<slug:dataset>.csv", open_data.as_csv, name="open-data-csv"),
    path("open-data/<slug:dataset>.json", open_data.as_json, name="open-data-json"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("accessibility/", helping.accessibility, name="accessibility"),
    path("privacy/", helping.privacy, name="privacy"),
    path("contact/", helping.contact, name="contact"),
    path("account/", account.account, name="account"),
    path("my-day/", my_day.my_day, name="my-day"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("commitments/", commitments.inbox, name="commitments"),
    path("reports/", reports.listing, name="reports"),
    path("reports/national/", national.national, name="national"),
    path("reports/<slug:period>/", reports.report, name="report"),
    path("reports/<slug:period>/pdf/", report_files.pdf, name="report-pdf"),
    path("reports/<slug:period>/pdf/file/", report_files.download, name="report-pdf-file"),
    path("reports/<slug:period>/sources/", report_sources.sources, name="report-sources"),
    path("reports/<slug:period>/version/", report_versions.version, name="report-version"),
    path("reports/<slug:period>/compare/", report_versions.compare, name="compare-report"),
    path("reports/<slug:period>/check/", report_versions.check, name="check-report"),
    path("reports/<slug:period>/freeze/", reports.freeze, name="freeze-report"),
    path("reports/<slug:period>/restate/", reports.restate, name="restate-report"),
    path("search/", search.search, name="search"),
    path("peer-finder/", peer_finder.peer_finder, name="peer-finder"),
    path("help/", helping.help_page, name="help"),
]

# Pages about sites and core areas read across apps, so they are built here; their names belong to
# the sites app ("sites:profile"), and psp_portal.urls puts them together.
site_patterns = [
    path("core-areas/", program.core_areas, name="core-areas"),
    path("core-areas/<slug:slug>/", program.core_area, name="core-area"),
    path("sites/", sites.directory, name="directory"),
    path("sites/<slug:slug>/workspace/", workspace.workspace, name="workspace"),
    path("sites/<slug:slug>/documents/", documents.documents, name="documents"),
    path("sites/<slug:slug>/history/", history.history, name="history"),
    path("sites/<slug:slug>/timeline/", timeline.timeline, name="timeline"),
    path("sites/<slug:slug>/since-my-visit/", since_visit.since_visit, name="since-visit"),
    path("sites/<slug:slug>/commitments/", commitments.of_site, name="commitments"),
    path("sites/<slug:slug>/handover/", handover.brief, name="handover"),
    path("sites/<slug:slug>/handover/pdf/", handover.brief_pdf, name="handover-pdf"),
    path("sites/<slug:slug>/one-page/", one_page.summary, name="one-page"),
    path("sites/<slug:slug>/one-page/pdf/", one_page.summary_pdf, name="one-page-pdf"),
    path("sites/<slug:slug>/one-page/send/", one_page.send, name="send-one-page"),
    path("sites/<slug:slug>/", sites.profile, name="profile"),
]

api_patterns = [
    path("reports/", reports_api.Reports.as_view(), name="reports"),
    path("reports/<slug:period>/", reports_api.OneReport.as_view(), name="report"),
    path("reports/<slug:period>/check/", reports_api.ReportCheck.as_view(), name="report-check"),
    path("reports/<slug:period>/freeze/", reports_api.ReportFreeze.as_view(), name="report-freeze"),
    path(
        "reports/<slug:period>/restatements/",
        reports_api.ReportRestatements.as_view(),
        name="report-restatements",
    ),
    path(
        "sites/<slug:slug>/sent-summaries/",
        sites_api.SentSummaries.as_view(),
        name="sent-summaries",
    ),
    path("sites/<slug:slug>/one-page/", sites_api.OnePageSummary.as_view(), name="one-page"),
    path("sites/<slug:slug>/handover/", sites_api.Handover.as_view(), name="handover"),
]
