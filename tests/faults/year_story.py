"""A year of one site as people live it, the processes that remind them, and what was sent."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from uuid import uuid4

from engagements.actions import commitments, engagements, milestones
from engagements.enums import MilestoneKind, Party, Track
from engagements.models import Engagement
from foundation.accounts.actors import Actor, resolve
from foundation.accounts.models import User
from foundation.calendars import clock
from foundation.notifications import reminders
from foundation.notifications.models import Ledger
from foundation.tenancy.context import acting_atomic
from liaisons.actions import log, planned_contacts, reviews
from sites.actions import contacts, invitations, seats, stand_ins
from sites.models import Contact, Membership
from tests.factories.sites import ContactFactory
from tests.faults.year import DONE_AT, EXPECTED, FIRST, ZONE, days, run_of
from tta_requests.models import TTARequest

Event = Callable[[], None]


class Story:
    """What people do at the site, by day; each act is done as its person."""

    def __init__(self, site, people: dict[str, User], draft_of) -> None:
        self.site, self.people, self.draft_of = site, people, draft_of
        self.events: dict[date, list[Event]] = {}
        self._write()

    @contextmanager
    def by(self, name: str) -> Iterator[Actor]:
        person = self.people[name]
        with acting_atomic(f"user:{person.pk}"):
            yield resolve(person)

    def after(self, day: date) -> None:
        """Do what is done that day, once the schedulers have run."""
        with clock.frozen(datetime.combine(day, DONE_AT, ZONE)):
            for event in self.events.get(day, ()):
                event()

    def _on(self, day: str, event: Event) -> None:
        self.events.setdefault(date.fromisoformat(day), []).append(event)

    def open(self) -> None:
        """Open the engagement on its first morning."""
        with clock.frozen(datetime(2026, 10, 1, 9, tzinfo=ZONE)), self.by("mona") as by:
            opened = engagements.open_new(
                site=self.site, year=2026, track=Track.PSP, starts_on=FIRST, by=by
            )
            engagements.begin_onboarding(
                opened, on=FIRST, accepted_gap="Seats are filled soon.", by=by
            )

    def _engagement(self) -> Engagement:
        return Engagement.objects.get(site=self.site)

    def _reach(self, kind: MilestoneKind) -> None:
        with self.by("lee") as by:
            today = clock.today(self.site.time_zone)
            milestones.reach(self._engagement(), kind, on=today, by=by)

    def _log(
        self, kind: str = "call", *, next_on: date | None = None, reviewed: bool = True
    ) -> None:
        today = clock.today(self.site.time_zone)
        values = {
            "occurred_on": today,
            "kind": kind,
            "summary": "Spoke with the chief.",
            "next_contact_on": next_on,
        }
        with self.by("lee") as by:
            update = log.submit(
                pk=uuid4(), site=self.site, values=values, edit=log.Edit(log.NEW), by=by
            )
        if reviewed:
            self._review(update)

    def _review(self, update) -> None:
        with self.by("cora") as by:
            reviews.accept(update, version=update.version, by=by)

    def _review_first(self) -> None:
        with self.by("cora") as by:
            update = log.EngagementUpdate.objects.awaiting().get()
            reviews.accept(update, version=update.version, by=by)

    def _promise(self, owner: str, due_on: date) -> None:
        with self.by("lee") as by:
            party = Party.LIAISON if owner == "lee" else Party.SITE
            commitments.add(
                self.site,
                text=f"Promise of {owner}",
                due_on=due_on,
                owed_by=party,
                owner_id=self.people[owner].pk,
                by=by,
            )

    def _keep_promise(self) -> None:
        with self.by("lee") as by:
            owed = commitments.Commitment.objects.get(text="Promise of lee")
            commitments.complete(owed, by=by)

    def _leave(self) -> None:
        with self.by("lee") as by:
            stand_ins.record(
                stand_ins.seats_to_cover(self.people["lee"].pk, by),
                first=date(2026, 12, 21),
                last=date(2027, 1, 3),
                stand_in=self.people["kim"],
                by=by,
            )

    def _end_seat(self) -> None:
        with self.by("mona") as by:
            held = Membership.objects.select_related("site", "approval").get(
                user=self.people["ula"]
            )
            seats.end(held, on=date(2027, 1, 31), by=by)

    def _plan_visit(self) -> None:
        with self.by("lee") as by:
            planned_contacts.plan(self.site, kind="visit", on=date(2027, 3, 22), by=by)

    def _invite(self) -> None:
        with self.by("dana") as by:
            invitations.to_seat(
                self.site,
                email="new.chief@example.gov",
                name="New Chief",
                role="executive-leadership",
                seat="executive",
                by=by,
            )

    def _add_contact(self) -> None:
        with acting_atomic("system:demo"):
            ContactFactory(site=self.site, since=date(2026, 10, 15))

    def _verify(self) -> None:
        with self.by("dana") as by:
            kept = Contact.objects.get(site=self.site)
            contacts.verify(kept, version=kept.version, by=by)

    def _draft(self) -> None:
        self.draft_of(self.people["dana"], self.site)

    def _ask(self) -> None:
        with acting_atomic("system:demo"):
            area = TTARequest.objects.first().core_area
            now = clock.now()
            TTARequest.objects.create(
                site=self.site,
                requester=self.people["dana"],
                number="PSP-2027-0900",
                title="Evidence room",
                core_area=area,
                status="needs-information",
                status_since=now,
                returns_to="triage",
                created_at=now,
                submitted_at=now,
            )

    def _write(self) -> None:
        self._on("2026-10-02", lambda: self._promise("lee", date(2026, 12, 1)))
        self._on("2026-10-05", lambda: self._reach(MilestoneKind.KICK_OFF))
        self._on("2026-10-15", self._add_contact)
        self._on(
            "2026-10-20",
            lambda: self._log("visit", next_on=date(2026, 11, 10), reviewed=False),
        )
        self._on("2026-10-26", self._review_first)
        self._on("2026-11-10", self._log)
        self._on("2026-11-12", lambda: self._reach(MilestoneKind.LISTENING_SESSION))
        self._on("2026-12-07", self._leave)
        self._on("2026-12-15", self._keep_promise)
        self._on("2026-12-28", self._end_seat)
        self._on("2027-02-01", lambda: self._promise("dana", date(2027, 3, 12)))
        self._on("2027-02-10", self._plan_visit)
        self._on("2027-02-20", lambda: self._reach(MilestoneKind.ASSESSMENTS))
        self._on("2027-03-20", lambda: self._reach(MilestoneKind.STRATEGIC_PLAN))
        self._on("2027-04-03", lambda: self._reach(MilestoneKind.MONTH_6))
        self._on("2027-04-05", self._invite)
        self._on("2027-05-20", self._verify)
        self._on("2027-05-24", self._draft)
        self._on("2027-07-01", self._ask)
        for day in (
            "2027-01-10", "2027-02-04", "2027-03-01", "2027-03-22", "2027-04-16", "2027-05-11",
            "2027-06-05", "2027-06-30", "2027-07-25", "2027-08-19", "2027-09-13",
        ):  # fmt: skip
            self._on(day, self._log)


def sent() -> Counter[tuple[str, str, str]]:
    """Return what schedulers sent: the day at the site, the kind, and to whom."""
    with acting_atomic("system:reminders"):
        rows = Ledger.objects.filter(kind__in=reminders.kinds()).select_related("recipient")
        return Counter(
            (f"{row.fired_at.astimezone(ZONE):%Y-%m-%d}", row.kind, row.recipient.name)
            for row in rows
        )


def differences() -> dict[str, Counter]:
    found, expected = sent(), Counter(EXPECTED)
    return {"sent, not in the list": found - expected, "in the list, not sent": expected - found}


NOTHING = {"sent, not in the list": Counter(), "in the list, not sent": Counter()}


class Scheduler:
    """A process that runs the reminders when it is told to."""

    def __init__(self, variables: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.scheduler"],
            env={**os.environ, **variables},  # noqa: TID251 -- handed on to a child
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def tell(self, at: datetime) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{at.isoformat()}\n")
        self._process.stdin.flush()

    def answer(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def kill(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None and not pipe.closed:
                pipe.close()


# A day with four notices, on which one scheduler is killed while both run.
KILLED_ON = date(2027, 1, 10)


def live(story: Story, variables: dict[str, str], runs: Collection[date]) -> None:
    """Live the year; on some of its days two schedulers run at once, until one is killed."""
    schedulers = [Scheduler(variables), Scheduler(variables)]
    try:
        assert [each.answer() for each in schedulers] == ["ready", "ready"]
        for day in days():
            if day in runs:
                for each in schedulers:
                    each.tell(run_of(day))
                if day == KILLED_ON:
                    time.sleep(0.02)
                    schedulers.pop().kill()
                assert {each.answer() for each in schedulers} == {"done"}
            story.after(day)
    finally:
        for each in schedulers:
            each.kill()
