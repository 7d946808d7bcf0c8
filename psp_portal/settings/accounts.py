"""Sign-in by email through django-allauth; there is no public sign-up."""

from psp_portal.settings.environment import ENV

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["foundation.accounts.backends.PortalBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "dashboards:my-day"
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
# Counted in the cache of database.py, so that a refused request still counts. Wrong passwords and
# codes are counted by SIGN_IN_LIMITS instead, links to set a password by PASSWORD_LINKS_AN_HOUR.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",  # a flood; a training room signs in from one address
    "login_failed": "",
    "reset_password": "",
    "reset_password_from_key": "",
    "change_password": "5/m/user,20/d/user",
    "reauthenticate": "10/m/user",
    # A training room sends its answers from one address.
    "participant": "60/h/ip",
}
# How many wrong passwords, and separately wrong codes, are checked: (maximum, within seconds). NIST
# SP 800-63B-3 section 5.2.2 allows 100 in a row on one account: those two count until a success, or
# a new password by link; a device is known for 90 days.
SIGN_IN_LIMITS = {
    # A person who mistypes; colleagues on the same network are not affected.
    "account-network": (5, 15 * 60),
    # Guesses spread over many networks.
    "account": (20, 60 * 60),
    "account-in-a-row": (100, 90 * 24 * 60 * 60),
    # One password tried on many accounts, from a network that hundreds may share.
    "network": (100, 60 * 60),
    # A browser that has signed in to the account before.
    "device": (10, 15 * 60),
    "device-in-a-row": (100, 90 * 24 * 60 * 60),
}
PASSWORD_LINKS_AN_HOUR = 3
# How many links a public form mails to an address, and for visitors of one network, and how many letters an
# application takes, removed ones too: (maximum, within seconds).
PUBLIC_FORM_LIMITS = {"email": (5, 60 * 60), "network": (60, 60 * 60), "letters": (20, 60 * 60)}
# How long a link to an application opens it: long enough to ask colleagues, and renewed by mail.
APPLICATION_LINK_DAYS = 14
# How many days after its round's deadline a draft is kept, so that an extension finds it.
APPLICATION_DRAFT_DAYS = 30
# An old mail found by someone else grants no access; long enough for slow mail.
PASSWORD_RESET_TIMEOUT = 60 * 60

ACCOUNT_FORMS = {
    "reset_password": "foundation.accounts.counted_forms.PasswordLinkForm",
    "reset_password_from_key": "foundation.accounts.password_forms.LinkForm",
    "change_password": "foundation.accounts.password_forms.ChangeForm",
    "set_password": "foundation.accounts.password_forms.FirstForm",
}
MFA_ADAPTER = "foundation.accounts.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "PSP Portal"
MFA_PASSKEY_LOGIN_ENABLED = True
# allauth stores an "unverified" row for a person who asked for a new password, and would not let
# them enroll a factor. It guards against strangers who sign up; here an administrator or inviter
# enters the address.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# Everywhere, not only at sign-in: a passkey is the same on every page, and each can sign in alone.
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_FORMS = {
    "authenticate": "foundation.accounts.counted_forms.SignInCodeForm",
    "reauthenticate": "foundation.accounts.counted_forms.ConfirmCodeForm",
    "add_webauthn": "foundation.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "foundation.accounts.forms.RenamePasskeyForm",
    "login_webauthn": "foundation.accounts.forms.SignInWithPasskeyForm",
    "authenticate_webauthn": "foundation.accounts.forms.SecondStepPasskeyForm",
    "reauthenticate_webauthn": "foundation.accounts.forms.ConfirmWithPasskeyForm",
}
# A passkey cannot be guessed, and an office has one address; each sign-in makes two requests.
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
# The same section: and after 12 hours of any activity. Confirming a password in between does not
# extend it.
SESSION_ABSOLUTE_AGE = 12 * 60 * 60
SESSION_ENGINE = "foundation.accounts.sessions"
SESSION_SAVE_EVERY_REQUEST = False
