"""Text that turns the reading direction: it stays by itself on every page, in mail and in names."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django import forms
from django.core import mail
from django.template import engines
from django.template.loader import get_template

from foundation.files.names import clean
from foundation.ui import bidi
from foundation.ui.loaders import isolating
from tests.architecture.source import ROOT

EVIL = "photo\u202egnp.exe"
HEBREW = "\u05d3\u05e0\u05d4"
TURNS = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"
ENDS = {"\u202c": "\u202a\u202b\u202d\u202e", "\u2069": "\u2066\u2067\u2068"}


def open_at_the_end(text: str) -> list[str]:
    stack: list[str] = []
    for one in text:
        if one in TURNS:
            stack.append(one)
        elif one in ENDS:
            assert stack, f"{text!r} ends what it has not begun"
            assert stack.pop() in ENDS[one]
    return stack


@pytest.mark.parametrize(
    "text",
    [
        EVIL,
        "\u202b\u2067a\u202eb",
        "a\u202cb\u2069c",
        "\u2066a\u202eb\u2069c",
        "\u202ea\u2069b",
        "\u202ea\nb\u2067c\nd",
        "\u202d" * 200,
    ],
)
def test_every_change_of_direction_ends_in_its_own_line(text):
    for told in (bidi.balanced(text), str(bidi.isolated_text(text))):
        assert [line for line in told.split("\n") if open_at_the_end(line)] == []
    kept = re.sub("[\u202a-\u202e\u2066-\u2069]", "", bidi.balanced(text))
    assert kept == re.sub("[\u202a-\u202e\u2066-\u2069]", "", text)


@pytest.mark.parametrize("text", ["plain", "Se\u00f1or N\u00fa\u00f1ez \u2013 12", "", 12, None])
def test_text_that_turns_nothing_stays_as_it_is(text):
    assert bidi.isolated(text) is text
    assert bidi.isolated_text(text) is text


def rendered(source: str, file: str = "a.html", **values: object) -> str:
    whole = "".join(isolating(source, file))
    return engines["django"].from_string(whole).render(values)


@pytest.mark.parametrize("text", [EVIL, HEBREW, "\u2067x", "<b>\u202e"])
def test_a_variable_of_a_page_stands_in_an_element_of_its_own(text):
    told = rendered("<p>Reassigned to {{ name }}, {{ day }}.</p>", name=text, day="today")
    assert re.fullmatch(r"<p>Reassigned to <bdi>[^<]*</bdi>, today.</p>", told)
    assert "<b>" not in told


def test_what_has_no_elements_inside_is_isolated_by_characters():
    for source in ("<title>{{ a }} | PSP</title>", "{% block title %}{{ a }} | PSP{% endblock %}"):
        told = rendered(source, a=EVIL)
        assert "<bdi>" not in told
        assert f"\u2068{EVIL}\u202c\u2069 | PSP" in told
    assert "<bdi>" not in rendered("<svg><text>{{ a }}</text></svg>", a=EVIL)


@pytest.mark.parametrize(
    "source",
    [
        '<input value="{{ a }}">',
        "<textarea>{{ a }}</textarea>",
        "<option>{{ a }}</option>",
        '<a href="/?q={{ a }}" {% if a %}title="{{ a }}"{% endif %}>x</a>',
    ],
)
def test_what_is_sent_back_or_is_an_attribute_is_not_touched(source):
    told = rendered(source, a=EVIL)
    assert EVIL in told
    assert "\u2068" not in told
    assert "<bdi>" not in told


def test_plain_text_and_subjects_are_isolated_by_characters():
    told = rendered(
        "{% autoescape off %}Hello {{ a }}, sign in.{% endautoescape %}", "x.txt", a=EVIL
    )
    assert told == f"Hello \u2068{EVIL}\u202c\u2069, sign in."
    assert rendered("{{ a|safe }}: x", "x.subject", a=EVIL).endswith("\u2069: x")


class Outside(HTMLParser):
    """What stands outside of elements that isolate."""

    def __init__(self) -> None:
        super().__init__()
        self.depth, self.text = 0, ""

    def handle_starttag(self, tag, attrs):
        self.depth += tag == "bdi"

    def handle_endtag(self, tag):
        self.depth -= tag == "bdi"

    def handle_data(self, data):
        if not self.depth:
            self.text += data


def every_template() -> list[str]:
    folder = ROOT / "templates"
    files = [path for path in folder.rglob("*") if path.is_file()]
    return sorted(str(path.relative_to(folder)) for path in files)


def test_every_template_is_read_through_the_loader():
    """Each variable that stands in text is sent through a filter, whichever page it is."""
    bare = []
    for name in every_template():
        source = "".join(isolating(Path(ROOT / "templates" / name).read_text(), name))
        assert get_template(name).template.source == source
        markup = re.sub(r"{%.*?%}|{#.*?#}", "", source, flags=re.DOTALL)
        reader = Outside()
        reader.feed(re.sub(r"<(textarea|option|style|script).*?</\1>", "", markup, flags=re.DOTALL))
        words = markup if name.endswith((".txt", ".subject")) else reader.text
        bare += [
            f"{name}: {hit}" for hit in re.findall(r"{{.*?}}", words) if "|isolated" not in hit
        ]
    assert bare == []


@pytest.mark.django_db
def test_a_page_isolates_a_site_and_a_person(client_of, dana_of_riverton, riverton):
    from foundation.accounts.models import User

    User.objects.filter(pk=dana_of_riverton.pk).update(name=EVIL)
    page = client_of(dana_of_riverton).get(f"/sites/{riverton.slug}/team/").content.decode()
    reader = Outside()
    reader.feed(re.sub(r"<(title|option).*?</\1>", "", page, flags=re.DOTALL))
    assert f"<bdi>{EVIL}\u202c</bdi>" in page
    assert "\u202e" not in reader.text


@pytest.mark.django_db
def test_mail_isolates_a_name(dana_of_riverton, drain):
    from django.db import transaction

    from foundation.accounts import links
    from foundation.accounts.models import User

    User.objects.filter(pk=dana_of_riverton.pk).update(name=EVIL)
    dana_of_riverton.refresh_from_db()
    with transaction.atomic():
        links.send_password_link(dana_of_riverton)
    drain()
    [sent] = mail.outbox
    assert f"Hello \u2068{EVIL}\u202c\u2069," in sent.body
    assert f"<bdi>{EVIL}\u202c</bdi>" in sent.alternatives[0][0]


class Asked(forms.Form):
    name = forms.CharField()
    text = forms.CharField(widget=forms.Textarea)


@pytest.mark.parametrize(
    "one", ["\x00", "\x07", "\x1b", "\x7f", "\u0085", "\u202e", "\u2066", "\u2028"]
)
def test_an_input_of_one_line_refuses_control_characters_with_a_sentence(one):
    form = Asked({"name": f"Dana{one}x", "text": "Fine"})
    assert "name" in form.errors
    if one != "\x00":
        assert form.errors["name"] == [bidi.REFUSED]


def test_names_in_other_scripts_and_longer_texts_are_taken():
    assert Asked({"name": HEBREW, "text": "Line\x0bbreak \u202edeksam\u202c"}).is_valid()
    assert Asked({"name": "Jos\u00e9 \u200fx", "text": "a\nb\tc"}).is_valid()


def test_a_file_name_carries_nothing_that_turns():
    assert clean(f"{EVIL}.pdf") == "photognp.exe.pdf"
