"""Bodies that would take long to read or to check are refused before anybody looks at them."""

import io
import json

import pytest
from rest_framework.exceptions import ParseError

from foundation.api.parsers import MAX_BYTES, MAX_VALUES, PlainJSON, TooLong, TooMuch
from tests.api.conftest import problem

DEEP = 5_000


def parse(text: str | bytes):
    return PlainJSON().parse(io.BytesIO(text if isinstance(text, bytes) else text.encode()))


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({str(n): 1 for n in range(150_000 // 8)}),
        json.dumps([0] * (MAX_VALUES + 1)),
        json.dumps([[0] * 50] * 50),
        "[" * 22 + "]" * 22,
        "[" * DEEP + "]" * DEEP,
        '{"a":' * DEEP + "1" + "}" * DEEP,
        json.dumps({"n": 10**40}),
        '{"n": ' + "9" * 100_000 + "}",
        '{"n": 0.' + "1" * 1000 + "}",
    ],
    ids=["keys", "items", "items-of-items", "nests", "deep-list", "deep-object", "digits", "number", "decimal"],
)  # fmt: skip
def test_too_much_is_refused_with_its_reason(text):
    with pytest.raises(TooMuch) as refused:
        parse(text)
    assert "2,000 values" in refused.value.says


@pytest.mark.parametrize("text", ["x", "{", '{"a": NaN}', '{"a": 1e999}', '"\\ud800"', b"\xff\xfe"])
def test_what_is_no_json_is_refused(text):
    with pytest.raises(ParseError) as refused:
        parse(text)
    assert not isinstance(refused.value, TooMuch)


def test_what_anybody_needs_is_read():
    value = {"text": "x" * 100_000, "rows": [{"n": n, "half": 0.5} for n in range(300)]}
    assert parse(json.dumps(value)) == value


def test_too_long_a_body_is_not_read_to_its_end():
    stream = io.BytesIO(b" " * (3 * MAX_BYTES))
    with pytest.raises(TooLong):
        PlainJSON().parse(stream)
    assert stream.tell() == MAX_BYTES + 1


@pytest.mark.django_db
def test_the_caller_is_told(caller, dana_of_riverton):
    calling = caller(dana_of_riverton)
    many = calling.post("/requests/", {str(n): n for n in range(3000)})
    assert problem(many) == (400, "bad-request")
    assert "more than 2,000 values" in many.json()["detail"]
    long = calling.post("/requests/", "x" * (MAX_BYTES + 1))
    assert problem(long) == (413, "too-large")
    assert "512 KB" in long.json()["detail"]
    keyed = calling.post("/requests/", "x" * 3_000_000, Idempotency_Key="a-key-of-mine")
    assert problem(keyed) == (413, "too-large")


@pytest.mark.django_db
def test_an_address_with_thousands_of_parameters_is_refused(caller, dana_of_riverton, client):
    many = "&".join(f"a{n}=1" for n in range(1500))
    assert caller(dana_of_riverton).get(f"/requests/?{many}").status_code == 400
    client.raise_request_exception = False
    assert client.get(f"/sites/?{many}").status_code == 400
    assert client.post("/accounts/login/", {f"a{n}": 1 for n in range(1500)}).status_code == 400


def test_a_browser_is_answered_in_json_too(client, ana_analyst):
    """Or the tests of pages, which leave the API out, would have to look at it."""
    client.force_login(ana_analyst)
    answer = client.get("/api/v1/core-areas/", headers={"Accept": "text/html,*/*;q=0.8"})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
