"""Two phones at one door: one has a signal all day, the other loses it and then sends what it kept."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from threading import Event, Thread

from django.db import connection
from django.test import Client

from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from summits.enums import Kind, Registered
from summits.models import CheckIn, Registration, Summit
from summits.views.offline import MAX_ARRIVALS

SILENT = timedelta(minutes=10)
FEW = 5
LONGEST = 500


def invite(summit: Summit, people: int) -> list[str]:
    """Give so many people a place at a summit; return the keys of everyone who has one."""
    with acting_atomic("system:demo"):
        Registration.objects.bulk_create(
            Registration(
                summit=summit,
                kind=Kind.STAFF,
                name=f"Person {number}",
                email=f"p{number}@example.gov",
                state=Registered.CONFIRMED,
                has_place=True,
                made_at=clock.now(),
            )
            for number in range(people)
        )
        found = Registration.objects.of_summit(summit.pk).confirmed().order_by("pk")
        return [str(pk) for pk in found.values_list("pk", flat=True)]


def check_in_by_two(summit: Summit, everyone: list[str], browser: Callable[[], Client]) -> None:
    """Check everyone in by two phones, of which one has no signal for ten minutes; fail unless each is in once.

    The first phone sends a few at a time. The second keeps what it records for ten minutes, until the first has half
    of its people, and then sends all of it at once. A third of the people go past both.
    """
    third = len(everyone) // 3
    has_signal = Event()
    wrong: list[str] = []

    def near(client: Client) -> None:
        wrong.extend(_sent(summit, client, everyone[:third], FEW))
        has_signal.set()
        wrong.extend(_sent(summit, client, everyone[third : 2 * third], FEW))

    def far(client: Client) -> None:
        at = clock.now() - SILENT
        assert has_signal.wait(LONGEST)
        wrong.extend(_sent(summit, client, everyone[third:], MAX_ARRIVALS, at))

    def run(phone: Callable[[Client], None], client: Client) -> None:
        try:
            phone(client)
        except Exception as error:  # noqa: BLE001 -- told below, by the thread that waits
            wrong.append(repr(error))
        finally:
            has_signal.set()
            connection.close()

    threads = [Thread(target=run, args=(phone, browser())) for phone in (near, far)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(LONGEST)
    assert wrong == [], wrong[:3]
    with acting_atomic("system:demo"):
        found = CheckIn.objects.of_summit(summit.pk).values_list("registration_id", flat=True)
        assert sorted(map(str, found)) == sorted(everyone)


def _sent(
    summit: Summit, client: Client, people: list[str], most: int, at: datetime | None = None
) -> Iterator[str]:
    """Send so many check-ins at a time; yield why any of them was refused."""
    for start in range(0, len(people), most):
        when = (at or clock.now()).isoformat()
        batch = [{"registration": pk, "at": when} for pk in people[start : start + most]]
        answer = client.post(
            f"/summits/{summit.slug}/check-in/sync/",
            {"arrivals": batch},
            content_type="application/json",
        )
        yield from (each["message"] for each in answer.json()["results"] if not each["at"])
