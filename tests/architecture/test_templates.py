"""Templates: nothing inline, USWDS only in components, every one compiles."""

import re

import pytest
from django.template import engines

from tests.architecture.source import ROOT, files, templates

# Classes of USWDS and its utilities; ours begin with psp-.
USWDS = re.compile(
    r'class="[^"]*\b(usa-[\w-]+|grid-(row|col|gap|container)[\w-]*|(margin|padding)-[xytblr\d][\w-]*'
    r"|(tablet|desktop|mobile-lg):[\w-]+)"
)
INLINE = [
    (re.compile(r"<script(?![^>]*\bsrc=)", re.IGNORECASE), "inline script"),
    (re.compile(r"<style\b", re.IGNORECASE), "inline style sheet"),
    (re.compile(r"\sstyle\s*=", re.IGNORECASE), "style attribute"),
    (re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE), "event attribute"),
    (re.compile(r"javascript:", re.IGNORECASE), "javascript: address"),
]
NAMES = [name for name, _ in templates()]
# Forms that make nothing twice by themselves, and why.
WITHOUT_NONCE = {
    "sites/accept.html": "the invitation's token is used once",
    "sites/accept_with_account.html": "the invitation's token is used once",
    "sites/accept_signed_out.html": "signing out twice is signing out",
    "ui/shell/header.html": "signing out twice is signing out",
    "ui/shell/idle.html": "signing out twice is signing out",
}
MAX_LINE, MAX_LINES = 120, 200
POST_FORM = re.compile(r"<form\b[^>]*\bmethod=[\"']?post.*?</form>", re.IGNORECASE | re.DOTALL)


@pytest.mark.parametrize("name", NAMES)
def test_a_template_compiles(name):
    engines["django"].get_template(name)


@pytest.mark.parametrize("path", [str(p.relative_to(ROOT)) for p in files("templates/emails/*")])
def test_a_mail_template_compiles(path):
    engines["django"].get_template(path.removeprefix("templates/"))


def test_no_template_carries_inline_script_or_style():
    found = [
        f"{name}: {what}"
        for name, text in templates()
        for mark, what in INLINE
        if mark.search(text)
    ]
    assert found == []


def test_uswds_classes_stand_only_in_components():
    found = [
        f"{name}: {hit.group(1)}"
        for name, text in templates()
        if not name.startswith("ui/")
        for hit in [USWDS.search(text)]
        if hit
    ]
    assert found == []


def test_a_template_can_be_read():
    found = []
    for path in files("templates/*.html"):
        lines = path.read_text().splitlines()
        name = path.relative_to(ROOT)
        found += [
            f"{name}:{at}: {len(line)} characters"
            for at, line in enumerate(lines, 1)
            if len(line) > MAX_LINE
        ]
        found += [f"{name}: {len(lines)} lines"] if len(lines) > MAX_LINES else []
    assert found == []


def test_a_column_of_links_and_buttons_is_left_out_on_paper():
    """They aren't printed: the column would be empty."""
    heads = re.compile(
        r'(th "(?:Action|Change)"(?! printed=False)|<th scope="col"[^>]*>(?:Action|Change)<)'
    )
    cells = re.compile(r'<td data-label="(?:Action|Change)"(?! class="psp-no-print")')
    found = [name for name, text in templates() if heads.search(text) or cells.search(text)]
    assert not found, found


def test_every_post_form_of_ours_carries_token_and_nonce():
    libraries = ("account/", "mfa/", "allauth/")
    found = []
    for name, text in templates():
        for form in POST_FORM.findall(text):
            if "csrf_token" not in form:
                found.append(f"{name}: csrf_token")
            if "nonce" not in form and name not in WITHOUT_NONCE and not name.startswith(libraries):
                found.append(f"{name}: nonce")
    assert found == []
