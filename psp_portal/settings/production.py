"""What production refuses in its settings: at the start, and at ``/readyz`` while it runs."""

MIN_KEY, MIN_SIGNS = 50, 5


def weak_settings(*, secret_key: str, public_base_url: str, require_mfa: bool) -> list[str]:
    """Return a sentence for each unsafe setting, with the name of its variable.

    Arguments:
        secret_key: signs sessions and links, and encrypts authenticator secrets.
        public_base_url: the URL people use.
        require_mfa: whether people with powers must use a second factor.
    """
    weak = []
    short = len(secret_key) < MIN_KEY or len(set(secret_key)) < MIN_SIGNS
    if short or secret_key.startswith("django-insecure-"):
        weak.append(
            f"SECRET_KEY is too easy to guess; use {MIN_KEY} random characters or more, such as "
            "`openssl rand -hex 32` prints."
        )
    if not public_base_url.startswith("https://"):
        weak.append(
            "PUBLIC_BASE_URL must begin with https://; passwords and sessions go over this address."
        )
    if not require_mfa:
        weak.append("PSP_REQUIRE_MFA must be on; production is not served without a second factor.")
    return weak
