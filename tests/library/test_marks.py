"""Marks: one a person, undone by that person, and counted also when many come at once."""

import pytest

from foundation.tenancy.context import acting_atomic
from library.actions import marks, resources
from library.errors import AlreadyMarked, Archived, NotMarked, NotYourResource
from library.models import Resource, UsefulMark
from tests.factories.accounts import UserFactory
from tests.together import at_once, does, refusals

pytestmark = pytest.mark.django_db


def test_a_person_marks_once_and_undoes_only_their_own(
    act, add, riverton, mona_manager, ana_analyst, dana_of_riverton, omar_of_lakeside, monkeypatch
):
    made = add(mona_manager)
    for who in (dana_of_riverton, omar_of_lakeside):
        with act(who) as by:
            marks.mark(made, by=by)
            with pytest.raises(AlreadyMarked):
                marks.mark(made, by=by)
    own = add(dana_of_riverton, site=riverton)
    with act(ana_analyst) as by, pytest.raises(NotYourResource):
        marks.mark(own, by=by)
    with act(mona_manager):
        made.refresh_from_db()
        assert (made.useful_count, made.version) == (2, 1)
    with act(omar_of_lakeside) as by:
        with monkeypatch.context() as patch:
            patch.setattr(
                type(UsefulMark.objects.all()), "visible_to", lambda rows, _actor: rows.all()
            )
            assert UsefulMark.objects.visible_to(by).get().person == omar_of_lakeside
        marks.unmark(made, by=by)
        with pytest.raises(NotMarked):
            marks.unmark(made, by=by)
    with act(mona_manager) as by:
        made.refresh_from_db()
        assert made.useful_count == 1
        archived = resources.archive(made, reason="Old.", version=1, by=by)
        with pytest.raises(Archived):
            marks.mark(archived, by=by)


@pytest.mark.django_db(transaction=True)
def test_marks_at_once_are_all_counted(add, mona_manager):
    made = add(mona_manager)
    with acting_atomic("system:demo"):
        people = [UserFactory() for _ in range(4)]

    mark = [does(person, lambda by: marks.mark(made, by=by)) for person in people]
    assert refusals(at_once(*mark)) == []
    with acting_atomic("system:demo"):
        assert Resource.objects.get(pk=made.pk).useful_count == len(people)
