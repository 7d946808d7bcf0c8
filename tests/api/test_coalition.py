"""A site's contacts and coalition by the API: kept by the people who keep them on its pages."""

from datetime import timedelta

from foundation.calendars import clock
from tests.api.conftest import wrong

CONTACTS, AGENCIES = "/sites/riverton-ex/contacts/", "/sites/riverton-ex/agencies/"
PAT = {"name": "Pat Example", "email": "Pat@Sheriff.Example.gov", "notes": "Call before noon."}
SHERIFF = {"kind": "sheriff", "name": "Example County Sheriff"}


def test_a_contact_is_added_changed_verified_and_removed(
    caller, dana_of_riverton, mayor_of_riverton, omar_of_lakeside
):
    dana, mayor, omar = (
        caller(each) for each in (dana_of_riverton, mayor_of_riverton, omar_of_lakeside)
    )
    assert mayor.post(CONTACTS, PAT).status_code == 403
    assert omar.post(CONTACTS, PAT).status_code == 404
    assert wrong(dana.post(CONTACTS, PAT | {"email": "pat"})) == {
        "/email": "Enter an email address, such as name@agency.gov."
    }
    made, again = (dana.post(CONTACTS, PAT, Idempotency_Key="contact-of-pat") for _ in range(2))
    assert (made.status_code, again.json()) == (201, made.json())
    assert "Edit that contact" in wrong(dana.post(CONTACTS, PAT))["/email"]
    [row] = mayor.get(CONTACTS).json()["results"]
    assert (row["email"], row["verified_on"], row["version"]) == (
        "pat@sheriff.example.gov",
        None,
        1,
    )
    one = f"/contacts/{row['id']}/"
    assert made["Location"] == f"/api/v1{one}"
    assert [omar.get(one).status_code, omar.get(CONTACTS).status_code] == [404, 404]
    assert dana.patch(one, {"phone": "555-0100"}).status_code == 428
    assert mayor.patch(one, {"phone": "555-0100"}, If_Match=made["ETag"]).status_code == 403
    assert "/name" in wrong(dana.patch(one, {"name": ""}, If_Match=made["ETag"]))
    changed = dana.patch(one, {"phone": "555-0100"}, If_Match=made["ETag"])
    assert changed.json() == row | {"phone": "555-0100", "version": 2}
    assert dana.post(f"{one}verification/", If_Match=made["ETag"]).status_code == 412
    verified = dana.post(f"{one}verification/", If_Match=changed["ETag"])
    assert (verified.json()["verified_on"], verified.json()["verified_by"]) == (
        clock.today("America/Chicago").isoformat(),
        "Dana of Riverton",
    )
    assert mayor.send("DELETE", one, If_Match=verified["ETag"]).status_code == 403
    assert dana.send("DELETE", one, If_Match=changed["ETag"]).status_code == 412
    assert mayor.get(one).json() == verified.json()
    assert dana.send("DELETE", one, If_Match=verified["ETag"]).status_code == 204
    assert dana.send("DELETE", one, If_Match=verified["ETag"]).status_code == 404


def test_an_agency_joins_changes_leads_and_leaves(
    caller, dana_of_riverton, mayor_of_riverton, omar_of_lakeside, mona_manager, lakeside
):
    dana, mayor, omar, mona = (
        caller(each)
        for each in (dana_of_riverton, mayor_of_riverton, omar_of_lakeside, mona_manager)
    )
    today = clock.today("America/Chicago")
    assert mayor.post(AGENCIES, SHERIFF).status_code == 403
    assert omar.post(AGENCIES, SHERIFF).status_code == 404
    assert "DOJ staff add" in wrong(dana.post(AGENCIES, SHERIFF | {"kind": "usao"}))["/kind"]
    tomorrow = (today + timedelta(days=1)).isoformat()
    assert wrong(dana.post(AGENCIES, SHERIFF | {"joined_on": tomorrow})) == {
        "/joined_on": "Enter today or an earlier day."
    }
    elsewhere = omar.post("/sites/lakeside-ex/contacts/", PAT).json()["id"]
    assert wrong(dana.post(AGENCIES, SHERIFF | {"contact": elsewhere})) == {
        "/contact": "Choose one of the site's contacts."
    }
    made, again = (dana.post(AGENCIES, SHERIFF, Idempotency_Key="sheriff-1") for _ in range(2))
    assert (made.status_code, again.json()) == (201, made.json())
    assert (made.json()["contact"], made.json()["uncovered_since"]) == (None, today.isoformat())
    assert "already in the coalition" in wrong(dana.post(AGENCIES, SHERIFF))["/name"]
    one = f"/agencies/{made.json()['id']}/"
    assert [omar.get(one).status_code, omar.get(AGENCIES).status_code] == [404, 404]
    pat = dana.post(CONTACTS, PAT).json()["id"]
    assert dana.patch(one, {"contact": pat}).status_code == 428
    assert mayor.patch(one, {"contact": pat}, If_Match=made["ETag"]).status_code == 403
    covered = dana.patch(one, {"contact": pat}, If_Match=made["ETag"])
    assert (covered.json()["contact"]["id"], covered.json()["name"]) == (pat, SHERIFF["name"])
    assert covered.json()["uncovered_since"] is None
    assert dana.get(one, If_None_Match=covered["ETag"]).status_code == 304
    dana.post(f"/contacts/{pat}/verification/", If_Match='"1"')
    before, covered = covered, dana.get(one, If_None_Match=covered["ETag"])
    assert covered.json()["contact"]["verified_on"] == today.isoformat()
    assert dana.patch(one, {"name": "New"}, If_Match=before["ETag"]).status_code == 412
    assert dana.post(f"{one}lead/", If_Match=covered["ETag"]).status_code == 403
    assert mona.post(f"{one}lead/", If_Match=made["ETag"]).status_code == 412
    led = mona.post(f"{one}lead/", If_Match=covered["ETag"])
    assert led.json()["is_lead"] is True
    last = {"on": today.isoformat()}
    assert "another lead agency" in dana.post(f"{one}retirement/", last, If_Match=led["ETag"]).text
    other = mona.post(AGENCIES, {"kind": "usao", "name": "U.S. Attorney's Office"})
    mona.post(f"/agencies/{other.json()['id']}/lead/", If_Match=other["ETag"])
    mine = mayor.get(one)
    assert mine.json()["is_lead"] is False
    assert wrong(dana.post(f"{one}retirement/", {"on": tomorrow}, If_Match=mine["ETag"])) == {
        "/on": "Enter today or an earlier day."
    }
    left = dana.post(f"{one}retirement/", last, If_Match=mine["ETag"])
    assert left.json()["left_on"] == today.isoformat()
    named = [row["name"] for row in mayor.get(AGENCIES).json()["results"]]
    assert named == ["U.S. Attorney's Office", SHERIFF["name"]]
    usao = f"/agencies/{other.json()['id']}/"
    theirs = mayor.get(usao)["ETag"]
    assert dana.patch(usao, {"name": "Another"}, If_Match=theirs).status_code == 403
    assert dana.patch(one, {"name": "Back"}, If_Match=left["ETag"]).status_code == 409
