"""What a visit was for and what came of it, and the files both sites share: by pages, and by either wall alone."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.urls import reverse

from exchanges.actions import files, goals
from exchanges.enums import Side
from exchanges.errors import NotNow, NotYourFile, NotYourGoals
from exchanges.forms.goals import TOO_LONG, TOO_MANY
from exchanges.models import ExchangeFile, ExchangeGoal, PeerExchange
from foundation.calendars import clock
from foundation.files.intake import check
from foundation.tenancy.context import acting_atomic
from tests.factories.sites import SiteFactory
from tests.pages import words

pytestmark = pytest.mark.django_db


def test_goals_change_until_the_visit_and_the_report_says_what_came_of_each(
    act, client_of, step, planned, dana_of_riverton, omar_of_lakeside
):
    dana, omar = client_of(dana_of_riverton), client_of(omar_of_lakeside)
    page = planned.get_absolute_url()
    change, version = reverse("exchanges:change-goals", args=[planned.pk]), str(planned.version)
    assert "See one full review. Not reported yet" in words(omar.get(page))
    assert omar.get(change).status_code == 403
    with act(omar_of_lakeside) as by, pytest.raises(NotYourGoals):
        goals.change(planned, goals=["Mine"], version=version, by=by)
    for typed, said in (("x" * 301, TOO_LONG), ("a\n" * 13, TOO_MANY), (" \n ", "want to see")):
        refused = dana.post(change, {"goals": typed, "version": version})
        assert (refused.status_code, said in words(refused)) == (422, True), typed[:9]
    assert dana.post(change, {"goals": "See it", "version": "1"}).status_code == 409
    sent = {"goals": "See it\r\n\r\n Know  what it costs", "version": version}
    assert "Goals changed." in words(dana.post(change, sent, follow=True))
    with clock.frozen(datetime(2026, 11, 13, 15, tzinfo=UTC)):
        held = step(planned, "mark-held", omar_of_lakeside)
        dana, omar = client_of(dana_of_riverton), client_of(omar_of_lakeside)
        assert dana.get(change).status_code == 403
        with act(dana_of_riverton) as by, pytest.raises(NotNow):
            goals.change(held, goals=["Late"], version=held.version, by=by)
        report = reverse("exchanges:report", args=[planned.pk])
        told = {"side": "visitor", "learned": "One list", "will_change": "We review"}
        told |= {"version": str(held.version), "result-1": "met", "happened-1": "41 cases"}
        refused = dana.post(report, told)
        assert "Choose a result for this goal." in words(refused)
        assert "41 cases" in refused.content.decode()
        assert dana.post(report, told | {"result-2": "not-met"}).status_code == 303
        assert "See it Met 41 cases Know what it costs Not met" in words(omar.get(page))
        assert "Dana of Riverton for Riverton, EX, Fri Nov 13" in words(omar.get(page))
        step(held, "agree", omar_of_lakeside)
        assert "Agreed to by Omar of Lakeside for Lakeside, EX, Fri Nov 13" in words(dana.get(page))


def test_files_are_shared_by_the_two_sites_and_nobody_else(
    act, client_of, step, asked, member, as_demo, dana_of_riverton, omar_of_lakeside, mona_manager
):
    dana, omar = client_of(dana_of_riverton), client_of(omar_of_lakeside)
    page, add = asked.get_absolute_url(), reverse("exchanges:add-file", args=[asked.pk])
    assert "No files yet." in words(dana.get(page))
    assert "Choose a file." in words(dana.post(add, {"side": "visitor"}))
    sent = {"side": "visitor", "file": _upload("form.txt"), "description": "Review form"}
    assert "form.txt" in words(dana.post(add, sent, follow=True))
    assert dana.post(add, sent | {"side": "host", "file": _upload("b.txt")}).status_code == 422
    with act(omar_of_lakeside) as by:
        [file] = ExchangeFile.objects.visible_to(by)
        with pytest.raises(NotYourFile):
            files.remove(file, reason="Theirs", by=by)
    assert f"form.txt Review form · 1 KB · {asked.visitor.name}" in words(omar.get(page))
    with act(omar_of_lakeside):
        ExchangeFile.objects.filter(pk=file.pk).update(scan="clean")
    assert b"".join(omar.get(file.get_absolute_url())) == b"Content"
    for reader, site in ((dana, asked.visitor), (omar, asked.host)):
        documents = words(reader.get(reverse("sites:documents", args=[site.slug])))
        assert "form.txt" in documents
        assert f"Peer exchange: {asked.title}" in documents
    remove = reverse("exchanges:remove-file", args=[file.pk])
    assert omar.get(remove).status_code == 403
    stranger = member(SiteFactory(slug="else-ex"), "point-of-contact", "usao").user
    assert client_of(stranger).get(file.get_absolute_url()).status_code == 404
    elsewhere = reverse("sites:documents", args=["else-ex"])  # of a site that staff read as well
    assert "form.txt" not in words(client_of(mona_manager).get(elsewhere))
    shared = (ExchangeFile.objects, ExchangeGoal.objects)
    with act(stranger) as by:  # the database alone
        assert [rows.exists() for rows in shared] == [False, False]
    with acting_atomic("system:demo"):  # the querysets alone
        assert [rows.exists() for rows in shared] == [True, True]
        assert [rows.visible_to(by).exists() for rows in shared] == [False, False]
    assert dana.post(remove, {"reason": "Old"}).status_code == 303
    documents = reverse("sites:documents", args=[asked.host.slug])
    assert "form.txt" not in words(omar.get(documents))
    assert "No files yet." in words(omar.get(page))
    assert omar.get(file.get_absolute_url()).status_code == 404
    with act(dana_of_riverton) as by, pytest.raises(NotNow):
        files.remove(file, reason="Twice", by=by)
    step(asked, "decline", omar_of_lakeside, "Full")
    late = check(BytesIO(b"Late"), "late.txt")
    with act(dana_of_riverton) as by:
        declined = PeerExchange.objects.get(pk=asked.pk)
        with pytest.raises(NotNow):
            files.add(declined, side=Side.VISITOR, file=late, by=by)


def _upload(name: str) -> BytesIO:
    file = BytesIO(b"Content")
    file.name = name
    return file
