"""The published accomplishments as an Atom feed (RFC 4287), whose identifiers never change; what is withdrawn leaves a tombstone."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, rfc3339_date
from django.utils.html import escape
from django.utils.xmlutils import SimplerXMLGenerator

from outcomes.models import Accomplishment, PublicNotice

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
PROGRAM = "National Public Safety Partnership"


def feed_of(
    results: Iterable[Accomplishment], *, gone: Iterable[PublicNotice], reported_on: date
) -> str:
    """Write a feed; the same accomplishments make the same text.

    Arguments:
        results: published accomplishments with their sites, in the order of the feed.
        gone: the notices of withdrawals, newest first. Each takes its entry out of readers' copies.
        reported_on: the day we read what the program reported, which has no day of its own. It counts from
            midnight in UTC.
    """
    read_at = datetime.combine(reported_on, time.min, UTC)
    found, tombs = list(results), list(gone)
    changed = [_changed(each, read_at) for each in found]
    feed = _Feed(
        title=f"{PROGRAM}: accomplishments",
        link=_address("dashboards:accomplishments"),
        feed_url=_address("dashboards:feed"),
        description="What changed where the program helped.",
        language="en-US",
        author_name=PROGRAM,
        updated=max((*changed, *(each.told_at for each in tombs)), default=read_at),
        tombs=tombs,
    )
    for each, changed_at in zip(found, changed, strict=True):
        feed.add_item(
            title=f"{each.site.name}: {each.headline}",
            link=_address("dashboards:accomplishment", each.pk),
            description=escape(each.narrative),  # readers take it for HTML
            unique_id=each.pk.urn,
            pubdate=each.published_at or read_at,
            updateddate=changed_at,
            categories=each.core_areas,
        )
    return feed.writeString("utf-8")


class _Feed(Atom1Feed):
    """A feed that has a day of its own, also without an entry."""

    def latest_post_date(self) -> datetime:
        """Return when the feed last changed, not the time at which it is read."""
        updated: datetime = self.feed["updated"]
        return updated

    def root_attributes(self) -> dict[str, str]:
        """Return the namespaces of the feed and of its tombstones (RFC 6721)."""
        return super().root_attributes() | {"xmlns:at": TOMBSTONES}

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        """Write the feed's own elements, and say which entries were withdrawn.

        A tombstone has no link to its notice: feedparser 6.0.14 takes one for the feed's own.
        """
        super().add_root_elements(handler)
        for each in self.feed["tombs"]:
            names = {"ref": each.accomplishment_id.urn, "when": rfc3339_date(each.told_at)}
            handler.startElement("at:deleted-entry", AttributesImpl(names))
            if each.words:
                handler.addQuickElement("at:comment", each.words)
            handler.endElement("at:deleted-entry")


def _changed(told: Accomplishment, read_at: datetime) -> datetime:
    """Return when its words were published or last corrected: the last step there was."""
    return read_at if told.is_imported else told.moved_at


def _address(name: str, *arguments: object) -> str:
    return f"{settings.PUBLIC_BASE_URL}{reverse(name, args=arguments)}"
