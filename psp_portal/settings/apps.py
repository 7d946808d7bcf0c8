"""Apps, middleware, templates, static files and language."""

from psp_portal.settings.env import ROOT
from psp_portal.settings.environment import ENV

PSP_ENV = ENV.name
DEBUG = False
PUBLIC_BASE_URL = ENV.public_base_url
ROOT_URLCONF = "psp_portal.urls"
WSGI_APPLICATION = "psp_portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# django.contrib.sites is never installed: the label `sites` is the portal's own (ADR 0004).
INSTALLED_APPS = [
    "psp_portal.apps.PortalConfig",
    "demo",
    "dashboards",
    "outcomes",
    "summits",
    "applications",
    "communities",
    "exchanges",
    "grants",
    "liaisons",
    "tta_requests",
    "engagements",
    "library",
    "sites",
    "foundation.imports",
    "foundation.exports",
    "foundation.saved_views",
    "foundation.needs",
    "foundation.agenda",
    "foundation.timeline",
    "foundation.notifications",
    "foundation.files",
    "foundation.api",
    "foundation.accounts",
    "foundation.audit",
    "foundation.calendars",
    "foundation.outbox",
    "foundation.tenancy",
    "foundation.ui",
    "foundation.workflow",
    "psp_portal.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "csp",
    "pgtrigger",
    "pghistory",
    "rest_framework",
    "drf_spectacular",
    "knox",
]

MIDDLEWARE = [
    "psp_portal.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "dashboards.views.public_pages.PublicPagesMiddleware",
    "foundation.accounts.session_middleware.NoStoreMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "foundation.accounts.session_middleware.PersonMiddleware",
    "foundation.accounts.session_middleware.SessionGuardMiddleware",
    "foundation.api.middleware.ApiMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "foundation.accounts.middleware.SecondFactorMiddleware",
    "foundation.accounts.middleware.RefusedFormMiddleware",
    "foundation.tenancy.middleware.TenancyMiddleware",
    "foundation.audit.middleware.DeniedMiddleware",
    "foundation.ui.middleware.LostPowersMiddleware",
    "foundation.ui.middleware.DomainErrorMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "OPTIONS": {
            # Our own templates isolate text that changes the reading direction; libraries' are
            # unchanged.
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "foundation.ui.loaders.Isolating",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "foundation.ui.context.shell",
            ],
            "builtins": ["foundation.ui.templatetags.ui"],
        },
    },
]
FORM_RENDERER = "foundation.ui.forms.PortalRenderer"

STATIC_URL = "static/"
STATIC_ROOT = ENV.home / "staticfiles"
STATICFILES_DIRS = [ROOT / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if ENV.name == "test"
        else "foundation.ui.static_files.StaticFiles",
    },
}

# Tests do not collect static files: each is looked up when requested.
WHITENOISE_AUTOREFRESH = ENV.name == "test"

# Most tests write inside a transaction that never commits, so nothing would count their changes.
PUBLIC_PAGES_KEPT = ENV.name != "test"

LANGUAGE_CODE = "en-us"
USE_I18N = False
USE_TZ = True
# Stored times are UTC; shown times are in the reader's zone, or the site's for a clock.
TIME_ZONE = "UTC"
