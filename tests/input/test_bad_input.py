"""Nonsense in every form: a sentence and a 4xx, what was typed still there, never a 500."""

import html
import re
import sys
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.forms import DateField, DateTimeField, Field, TimeField

from foundation.workflow import nonces
from psp_portal.web.limits import MAX_HEADER_BYTES
from tests.input.registry import PLACES, Place, address, forms, sound
from tests.matrix.walk import send_form
from tests.matrix.world import FOREIGN, TOKEN, World

FORMS = forms()
HOSTILE = {
    "nul": "before\x00after",
    "right-to-left": "safe\u202egnp.exe",
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "template": "{{ 7|add:7 }} {% debug %}",
    "sql": "'; DROP TABLE sites_site; --",
    "emoji": "👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿" * 3,
    "empty": "",
    "spaces": "   \t\n ",
    "million": "x" * 1_000_000,
    "negative": "-1",
    "huge": "9" * 60,
    "not-a-number": "NaN",
    "path": "../../etc/passwd",
    "zero-uuid": "00000000-0000-0000-0000-000000000000",
}
ROWS = {"site", "requests", "provider", "core_area"}
DATES = ["2026-02-30", "0000-01-01", "0026-11-30", "2026-13-01", "9999-12-31", "yesterday", "-1"]
SECRET = re.compile("password|login", re.IGNORECASE)
SENTENCE = re.compile(r"usa-error-message|usa-alert|psp-error|psp-refusal|<h1")


class Nothing(Exception):
    """Raised to undo."""


def test_every_form_has_its_place():
    sys.stdout.write(f"{len(FORMS)} forms: {', '.join(sorted(FORMS))}\n")
    unknown = sorted(set(FORMS) - set(PLACES))
    assert unknown == [], (
        "tell tests/input/registry.py where these forms are filled in, and by whom"
    )


@pytest.fixture
def send(world, client_as, django_db_blocker):
    """Fill a form in as its person, once or more, and undo it."""

    def ask(place: Place, *bodies: dict[str, Any], **extra: Any) -> list[Any]:
        cache.clear()
        client = client_as(place.who)
        answers = []
        with django_db_blocker.unblock():
            try:
                with transaction.atomic():
                    where = address(place, world)
                    for body in bodies:
                        for value in body.values() if isinstance(body, dict) else ():
                            if hasattr(value, "seek"):
                                value.seek(0)
                        if place.method == "GET":
                            answers.append(client.get(where, body))
                        elif extra:
                            answers.append(client.post(where, body, **extra))
                        else:
                            answers.append(send_form(client, where, body))
                    raise Nothing
            except Nothing:
                return answers
        return answers

    return ask


def judged(response: Any, what: str, typed: dict[str, Any] | None = None) -> list[str]:
    """What is wrong with an answer to nonsense."""
    wrong = []
    status = response.status_code
    if status >= 500:
        problem = getattr(response, "exc_info", None)
        return [f"{what}: {status} {problem[1] if problem else ''!r}"[:400]]
    text = response.content.decode(errors="replace")
    page = response.headers.get("Content-Type", "").startswith("text/html")
    if status in {400, 409, 422} and page and not SENTENCE.search(text):
        wrong.append(f"{what}: {status} without a sentence")
    # JSON is no markup: it is sent as JSON, and browsers are told not to guess.
    plain = "json" in response.headers.get("Content-Type", "")
    if not plain and ("<script>alert(1)" in text or "onerror=alert(1)>" in text):
        wrong.append(f"{what}: came back unescaped")
    if status in {400, 409, 422} and page:
        shown = html.unescape(text)
        wrong += [
            f"{what}: {status} and {name!r} is lost"
            for name, value in (typed or {}).items()
            if value not in shown
        ]
    return wrong


def fields_of(name: str) -> dict[str, Field]:
    return dict(getattr(FORMS[name], "base_fields", {}))


def memorable(name: str, body: dict[str, Any], but: str) -> dict[str, str]:
    """Long texts a person would hate to lose, in the fields that take them."""
    return {
        field: f"Typed with care in {field} this morning"
        for field in ("problem", "desired_change", "summary", "outcome", "text", "reason")
        if field in body and field in fields_of(name) and field != but
    }


@pytest.mark.parametrize("name", sorted(FORMS))
def test_hostile_text_never_breaks_a_form(name, send, world):
    place = PLACES[name]
    plain = sound(place, world, FORMS[name])
    wrong: list[str] = []
    longest = MAX_HEADER_BYTES if place.method == "GET" else None  # no longer address arrives
    for kind, text in HOSTILE.items():
        (answer,) = send(place, plain | dict.fromkeys(fields_of(name), text[:longest]))
        wrong += judged(answer, f"everywhere {kind}")
    for field in fields_of(name):
        kept = {} if place.method == "GET" else memorable(name, plain, field)
        (answer,) = send(place, plain | kept | {field: "before\x00after"})
        wrong += judged(answer, f"{field} alone", kept)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", sorted(FORMS))
def test_impossible_dates_are_refused_with_a_sentence(name, send, world):
    place = PLACES[name]
    plain = sound(place, world, FORMS[name])
    wrong: list[str] = []
    dated = [
        field
        for field, kind in fields_of(name).items()
        if isinstance(kind, DateField | DateTimeField | TimeField) or field in {"when", "next"}
    ]
    for field in dated:
        for text in DATES:
            changes = {field: text}
            # A day behind a tile is read when the tile says so.
            tiles = {"occurred_on": "when", "next_contact_on": "next"}
            if field in tiles:
                changes[tiles[field]] = "pick"
            (answer,) = send(place, plain | changes)
            wrong += judged(answer, f"{field} {text}")
            if answer.status_code in {200, 302, 303} and place.who != "visitor":
                autosave = name == "liaisons.DraftForm"  # keeps what is right so far
                if not autosave and field not in {"when", "next"}:
                    wrong.append(f"{field} {text}: accepted with {answer.status_code}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", sorted(FORMS))
def test_nothing_at_all_and_the_wrong_kind_of_body(name, send, world):
    place = PLACES[name]
    plain = sound(place, world, FORMS[name])
    (empty,) = send(place, {})
    wrong = judged(empty, "empty form")
    for field in plain:
        (answer,) = send(place, {k: v for k, v in plain.items() if k != field})
        wrong += judged(answer, f"without {field}")
    if place.method == "POST":
        for kind, raw in {
            "application/json": '{"title": 1}',
            "text/plain": "hello",
            "application/x-www-form-urlencoded": "%ff%fe=%ed%a0%80&title=%ed%a0%80",
            "multipart/form-data; boundary=x": "--x\r\nbroken",
        }.items():
            (answer,) = send(place, raw, content_type=kind)
            wrong += judged(answer, kind)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", sorted(FORMS))
def test_ids_of_another_site_change_nothing(name, send, world: World):
    place = PLACES[name]
    plain = sound(place, world, FORMS[name])
    foreign = world.rows[FOREIGN]
    site = world.sites[FOREIGN]
    wrong: list[str] = []
    candidates = {
        "site": [site.slug, str(site.pk)],
        "requests": [[str(foreign["triage"].pk)]],
        "provider": [str(world.providers["provider-ended"].pk), "999999"],
        "core_area": ["no-such-area"],
        "version": ["-1", "999", "one", ""],
        "nonce": ["x", "\x00" * 20, "a" * 65],
        "next": ["https://example.org/", "//example.org"],
    }
    # Names that the form doesn't have are sent together: none of them may be read at all.
    beside = {field: values for field, values in candidates.items() if field in ROWS - plain.keys()}
    turns = max(map(len, beside.values()), default=0)
    sent = [{f: value} for f in candidates if f not in beside for value in candidates[f]]
    sent += [
        {f: values[turn % len(values)] for f, values in beside.items()} for turn in range(turns)
    ]
    for changes in sent:
        (answer,) = send(place, plain | changes)
        wrong += judged(answer, f"{changes}")
        text = answer.content.decode(errors="replace")
        if place.who not in {"coordinator", "manager"}:
            found = {(hit[1], hit[2]) for hit in TOKEN.finditer(text)}
            wrong += [f"{changes}: shows {scope} of {s}" for s, scope in found if s == FOREIGN]
        if "example.org" in answer.headers.get("Location", ""):
            wrong.append(f"{changes}: leads outside")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "name", sorted(n for n in FORMS if PLACES.get(n, Place("", "")).method == "POST")
)
def test_a_double_submit_makes_one(name, send, world):
    place = PLACES[name]
    if name.startswith("account.") or name == "sites.AcceptForm" or name == "liaisons.DraftForm":
        pytest.skip("no nonce: signing in, a link that is used once, an autosave")
    form = sound(place, world, FORMS[name]) | {"nonce": nonces.new()}
    first, second = send(place, form, form)
    assert not judged(first, "first") + judged(second, "second")
    if first.status_code == 303:
        assert (second.status_code, second["Location"]) == (303, first["Location"])
    else:
        assert second.status_code == first.status_code


@pytest.mark.parametrize("name", ["liaisons.CorrectionForm", "tta_requests.RequestForm"])
def test_a_stale_edit_keeps_both_texts(name, send, world):
    place = PLACES[name]
    plain = sound(place, world, FORMS[name])
    kept = memorable(name, plain, "")
    assert kept
    (answer,) = send(place, plain | kept | {"version": "0"})
    assert answer.status_code == 409
    assert not judged(answer, "stale", kept)
