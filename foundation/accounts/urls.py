"""URLs under /accounts/: allauth's, without the ones this portal does not offer."""

from django.urls import include, path

from foundation.accounts import my_sessions, views

urlpatterns = [
    path("sessions/<uuid:session_id>/end/", my_sessions.end, name="account_end_session"),
    path("sessions/end-others/", my_sessions.end_others, name="account_end_other_sessions"),
    path("signup/", views.closed),
    path("email/", views.closed),
    path("confirm-email/", views.closed),
    path("confirm-email/<str:key>/", views.closed),
    path("password/set/", views.closed),
    path("login/code/confirm/", views.closed),
    path("2fa/", views.account),
    path("2fa/authenticate/", views.second_step),
    path("2fa/totp/activate/", views.activate),
    path("2fa/totp/deactivate/", views.deactivate),
    path("2fa/webauthn/", views.account),
    path("2fa/webauthn/add/", views.add_passkey),
    path("2fa/webauthn/reauthenticate/", views.confirm_with_passkey),
    path("2fa/webauthn/keys/<int:pk>/edit/", views.rename_passkey),
    path("2fa/webauthn/keys/<int:pk>/remove/", views.remove_passkey),
    path("2fa/recovery-codes/", views.recovery_codes),
    path("2fa/recovery-codes/download/", views.download_codes),
    path("", include("allauth.account.urls")),
    path("2fa/", include("allauth.mfa.urls")),
]
