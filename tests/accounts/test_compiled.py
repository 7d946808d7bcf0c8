"""A compiled query is one text for all who have the same permissions, and finds for each what is theirs."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Value

from foundation.accounts.actors import Actor, resolve
from foundation.accounts.compiled import ANYONE, Compiled, NotCompilable
from foundation.accounts.models import User
from foundation.calendars import clock
from foundation.tenancy.context import acting
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def compiled():
    """Return the decorator, for queries that only this test knows."""
    before = list(Compiled.every)
    yield Compiled
    Compiled.every[:] = before


def person():
    """Return the Actor of a new person, who has no permission."""
    user = UserFactory()
    with acting(f"user:{user.pk}"):
        return resolve(user)


def test_people_with_the_same_permissions_share_a_text(compiled):
    @compiled
    def myself(actor):
        return User.objects.filter(pk=actor.user_id)

    one, two = (person() for _ in range(2))
    assert [user.pk for user in myself(one)] == [one.user_id]
    assert [user.pk for user in myself(two)] == [two.user_id]
    assert myself.built(clock.now(), one) is myself.built(clock.now(), two)
    other = replace(two, everywhere=frozenset({"request.view"}))
    assert myself.built(clock.now(), other) is not myself.built(clock.now(), two)


def test_a_value_that_is_given_is_not_in_the_text(compiled):
    @compiled
    def named(_actor, *, name):
        return User.objects.filter(name=name)

    for name in ("Per % cent", "O'Neill", "%(name)s", "\ue000"):
        user = UserFactory(name=name)
        assert named(Actor.public(), name=name) == [user]
    assert named._kept.cache_info().currsize == 1


def test_a_query_whose_plan_its_values_decide_is_never_prepared(compiled):
    @compiled
    def named(_actor, *, name):
        return User.objects.filter(name=name).exclude(email="no other test's query")

    users = [UserFactory(name=name) for name in ("Ida Wells", "Nora Ames", "Per Lund")]
    connection.ensure_connection()
    known = connection.connection.statements
    sql = named.built(clock.now(), Actor.public(), name="").statement.sql
    for user in users:
        assert named.planned_anew(Actor.public(), name=user.name) == [user]
    assert sql not in known
    for user in users:
        assert named(Actor.public(), name=user.name) == [user]
    assert known[sql]


def test_an_instant_is_that_of_the_call(compiled):
    @compiled
    def told(_actor):
        return User.objects.values_list(Value(clock.now() - timedelta(days=1)))[:1]

    UserFactory()
    for now in (clock.now(), clock.now() + timedelta(days=40)):
        assert told.at(now, Actor.public()) == [(now - timedelta(days=1),)]


def test_what_finds_nothing_whatever_there_is_is_not_asked(compiled, django_assert_num_queries):
    @compiled
    def nothing(_actor):
        return User.objects.none()

    with django_assert_num_queries(0):
        assert nothing(Actor.public()) == []


def test_a_query_that_reads_while_it_is_built_is_refused(compiled):
    @compiled
    def counted(actor):
        return User.objects.filter(pk__gt=User.objects.count())

    with pytest.raises(NotCompilable):
        counted(Actor.public())


def test_a_query_that_hides_a_given_value_is_refused(compiled):
    @compiled
    def beginning(_actor, *, name):
        return User.objects.filter(name__startswith=name)

    @compiled
    def folded(_actor, *, name):
        return User.objects.filter(name=name.lower())

    @compiled
    def day_before(_actor, *, at):
        return User.objects.filter(date_joined__gt=at - timedelta(days=1))

    @compiled
    def principal_of(actor):
        return User.objects.filter(name=actor.principal)

    with pytest.raises(NotCompilable):
        beginning(Actor.public(), name="Dana")
    with pytest.raises(NotCompilable):
        folded(Actor.public(), name="dana")
    with pytest.raises(NotCompilable):
        day_before(Actor.public(), at=clock.now())
    with pytest.raises(NotCompilable):
        principal_of(person())
    assert not User.objects.filter(pk=ANYONE).exists()


def test_a_day_that_a_role_does_not_ask_by_is_allowed(compiled):
    @compiled
    def everybody(_actor, *, at):
        return User.objects.all()

    assert everybody(Actor.public(), at=clock.now()) == list(User.objects.all())
