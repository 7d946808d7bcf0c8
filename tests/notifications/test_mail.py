from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core import mail

from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.notifications import gate, notify
from foundation.notifications.actions import save_preference
from foundation.notifications.enums import MailWish, Priority
from foundation.notifications.mail import message, quiet_until
from foundation.notifications.models import Notification, Preference
from foundation.notifications.reminders import Reminder, forget
from foundation.outbox.models import Message
from foundation.outbox.worker import drain
from foundation.tenancy.context import acting_atomic
from sites.models import Membership
from tests.factories.accounts import UserFactory
from tests.notifications.conftest import NOW, SECRET, entry_of, written

pytestmark = pytest.mark.django_db


def wishes(user, email=MailWish.AT_ONCE, quiet=(None, None)):
    with acting_atomic(f"user:{user.pk}"):
        save_preference(email=email, quiet_from=quiet[0], quiet_until=quiet[1], by=user)


def sent() -> list[str]:
    drain(strict=True)
    return [letter.subject for letter in mail.outbox]


def test_a_mail_says_what_by_when_why_and_how_to_change_it(tell, settings):
    settings.PUBLIC_BASE_URL = "https://psp.example.gov"
    tell(UserFactory(is_demo=False), skipped="Thanksgiving, Thu Nov 26, skipped")
    assert sent() == ["PSP-2026-0042: answer by Fri Nov 27, 3:10 pm MT"]
    assert " ".join(mail.outbox[0].body.split()) == (
        "PSP-2026-0042: answer by Fri Nov 27, 3:10 pm MT"
        " Sign in to answer. The details are in the portal, not in this email."
        " Due Fri Nov 27, 3:10 pm MT (Thanksgiving, Thu Nov 26, skipped)"
        " Answer: https://psp.example.gov/requests/PSP-2026-0042/"
        " -- Why you get this: You are the liaison for Riverton, EX."
        " Change your email settings: https://psp.example.gov/inbox/preferences/"
        " National Public Safety Partnership, U.S. Department of Justice"
    )


def test_the_html_twin_has_one_link_to_the_item_and_no_picture(tell, settings):
    settings.PUBLIC_BASE_URL = "https://psp.example.gov"
    tell(UserFactory())
    sent()
    html, kind = mail.outbox[0].alternatives[0]
    assert kind == "text/html"
    assert html.count("https://psp.example.gov/requests/PSP-2026-0042/") == 1
    assert html.count("<a ") == 2
    assert "<img" not in html


def test_a_private_items_text_is_nowhere(tell):
    notice = tell(UserFactory())
    sent()
    letter = mail.outbox[0].message().as_string()
    assert SECRET not in letter + notice.title + notice.body


def test_an_item_that_is_not_private_may_be_told(tell):
    tell(UserFactory(), private=False)
    assert sent() == [f"PSP-2026-0042: {SECRET}"]
    assert mail.outbox[0].body.count(SECRET) == 2


def test_a_title_is_escaped_in_html_and_plain_elsewhere(tell):
    tell(UserFactory(), private=False, subject_line="<b>R&B</b>\nBcc: x@example.com", body="")
    assert sent() == ["PSP-2026-0042: <b>R&B</b> Bcc: x@example.com"]
    assert "<b>R&B</b>" in mail.outbox[0].body
    assert "&lt;b&gt;R&amp;B&lt;/b&gt;" in mail.outbox[0].alternatives[0][0]


def test_the_message_id_is_the_notices_own(tell, settings):
    settings.PUBLIC_BASE_URL = "https://psp.example.gov"
    notice = tell(UserFactory())
    with acting_atomic("system:outbox"):
        again = [message(Notification.objects.for_mail().get(pk=notice.pk)) for _ in range(2)]
    ids = {letter.message()["Message-ID"] for letter in again}
    assert ids == {f"<notice-{notice.pk}@psp.example.gov>"}


def test_a_sent_mail_is_in_the_ledger(tell):
    notice = tell(UserFactory())
    sent()
    entry = entry_of(notice)
    assert (entry.mail, entry.mailed_at, entry.due_on) == ("sent", NOW, date(2026, 11, 27))


def test_who_is_no_longer_active_gets_no_mail(tell):
    gone = UserFactory()
    notice = tell(gone)
    gone.is_active = False
    gone.save()
    assert (sent(), entry_of(notice).mail) == ([], "inactive")


def test_who_left_the_site_gets_no_mail(tell, member, riverton):
    seat = member(riverton, "strategic-site-liaison", "liaison", name="Lee")
    notice = tell(seat.user, site_id=riverton.pk)
    with acting_atomic("system:demo"):
        seat.ends_at = datetime(2026, 11, 2, 6, tzinfo=UTC)
        seat.save()
    assert (sent(), entry_of(notice).mail) == ([], "no-right")


def test_who_belongs_to_the_site_gets_mail(tell, lee_liaison, riverton):
    tell(lee_liaison, site_id=riverton.pk)
    assert len(sent()) == 1


def test_another_sites_member_gets_no_mail(tell, omar_of_lakeside, riverton):
    with pytest.raises(Notification.DoesNotExist):
        tell(omar_of_lakeside, site_id=riverton.pk)
    assert sent() == []


def test_who_left_while_the_mail_waited_gets_none(tell, dana_of_riverton, riverton):
    notice = tell(dana_of_riverton, site_id=riverton.pk)
    with acting_atomic("system:demo"):
        Membership.objects.filter(user=dana_of_riverton).update(ends_at=NOW)
    assert (sent(), entry_of(notice).mail) == ([], "no-right")


def test_what_was_done_while_the_mail_waited_is_not_mailed(tell, monkeypatch):
    waits = [True]
    monkeypatch.setattr(gate, "_checks", {"it-waits": lambda *_: waits[0]})
    notice = tell(UserFactory(), gate=gate.Gate("it-waits"))
    waits[0] = False
    assert (sent(), entry_of(notice).mail) == ([], "over")


def test_a_closed_account_gets_no_row_in_its_inbox(due_of):
    gone = UserFactory(is_active=False)
    with acting_atomic("system:outbox"):
        assert notify.send("told", due_of(gone)) == 0
    assert written() == (0, 0)


def test_who_comes_back_is_told_then(due_of):
    away = UserFactory(is_active=False)
    with acting_atomic("system:outbox"):
        notify.send("told", due_of(away))
        User.objects.filter(pk=away.pk).update(is_active=True)
        assert [notify.send("told", due_of(away)) for _ in range(2)] == [1, 0]


def test_an_organizations_people_get_mail_about_what_was_given_to_them(tell, riverton, monkeypatch):
    provider = UserFactory()
    given = Actor(principal=f"user:{provider.pk}", label="", elsewhere=frozenset({P.INBOX_VIEW}))
    monkeypatch.setattr("foundation.notifications.gate.resolve", lambda _: given)
    tell(provider, site_id=riverton.pk)
    assert len(sent()) == 1


def test_mail_can_be_switched_off_but_not_about_the_account(tell):
    lee = UserFactory()
    wishes(lee, MailWish.OFF)
    notice = tell(lee)
    tell(lee, key="mfa", number="Your account", weight=Priority.ACCOUNT, due_at=None)
    assert sent() == ["Your account: answer"]
    assert entry_of(notice).mail == "off"


def test_quiet_hours_put_mail_off_until_they_end(tell):
    lee = UserFactory(time_zone="America/Chicago")
    wishes(lee, quiet=(time(11), time(12, 30)))
    tell(lee)
    assert sent() == []
    waiting = Message.objects.get(state="queued")
    assert waiting.due_at == datetime(2026, 11, 25, 18, 30, tzinfo=UTC)
    with clock.frozen(waiting.due_at):
        assert len(sent()) == 1


def test_critical_mail_does_not_wait(tell):
    lee = UserFactory(time_zone="America/Chicago")
    wishes(lee, quiet=(time(11), time(12, 30)))
    tell(lee, weight=Priority.CRITICAL)
    assert len(sent()) == 1


@pytest.mark.parametrize(
    ("local", "ends"),
    [
        ("2026-11-24T20:59", None),
        ("2026-11-24T21:00", "2026-11-25T07:00"),
        ("2026-11-25T06:59", "2026-11-25T07:00"),
        ("2026-11-25T07:00", None),
    ],
)
def test_quiet_hours_may_cross_midnight(local, ends):
    offset = timedelta(hours=6)
    now = datetime.fromisoformat(local).replace(tzinfo=UTC) + offset
    expected = ends and datetime.fromisoformat(ends).replace(tzinfo=UTC) + offset
    wish = Preference(quiet_from=time(21), quiet_until=time(7))
    assert quiet_until(wish, "America/Chicago", now) == expected


def test_a_kind_may_have_a_template_of_its_own(tell, settings, tmp_path):
    class Told(Reminder):
        slug = "told"
        template = "own/told"

    (tmp_path / "own").mkdir()
    for ending in ("subject", "txt", "html"):
        (tmp_path / "own" / f"told.{ending}").write_text("own {{ notice.title }}")
    first, *rest = settings.TEMPLATES
    settings.TEMPLATES = [{**first, "DIRS": [*first["DIRS"], tmp_path]}, *rest]
    tell(UserFactory(), due_at=None)
    try:
        assert sent() == ["own PSP-2026-0042: answer"]
    finally:
        forget("told")


def test_in_demonstrations_a_mail_says_so(tell):
    tell(UserFactory(is_demo=True))
    sent()
    assert all(
        "Demonstration data" in text
        for text in (mail.outbox[0].body, mail.outbox[0].alternatives[0][0])
    )
