"""Log-in by e-mail through django-allauth; nobody signs up by themselves."""

from psp_portal.settings import ENV

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["foundation.accounts.backends.PortalBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/my-day/"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "foundation.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Counted in the cache of database.py, so that a refused request still counts.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/h/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
    # A training room answers from one address.
    "participant": "60/h/ip",
}

MFA_ADAPTER = "foundation.accounts.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "PSP Portal"
MFA_PASSKEY_LOGIN_ENABLED = True
# allauth keeps a row "unverified" for whoever asked for a new password, and would let them enroll in
# nothing. It guards against strangers who sign up; here an address is an administrator's or an inviter's.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# Everywhere, not at sign-in only: allauth keeps one challenge a session, so that an answer to a page that
# asks for less would open a page that asks for more.
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_FORMS = {
    "add_webauthn": "foundation.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "foundation.accounts.forms.RenamePasskeyForm",
    "login_webauthn": "foundation.accounts.forms.SignInWithPasskeyForm",
    "authenticate_webauthn": "foundation.accounts.forms.SecondStepPasskeyForm",
    "reauthenticate_webauthn": "foundation.accounts.forms.ConfirmWithPasskeyForm",
}
# A passkey cannot be guessed, and an office has one address; each sign-in asks twice.
MFA_RATE_LIMITS = {"webauthn_login": "120/m/ip"}

PSP_REQUIRE_MFA = ENV.require_mfa

PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if ENV.name == "test"
    else [
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        "django.contrib.auth.hashers.Argon2PasswordHasher",
    ]
)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# NIST SP 800-63B-3 section 4.2.3 (AAL2): sign in again after 30 minutes idle.
SESSION_COOKIE_AGE = 30 * 60
SESSION_SAVE_EVERY_REQUEST = False
