"""The results of a search, each row as a line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from applications.models import Application
from communities.querysets.search import COMMUNITY, POST
from dashboards.querysets.search import Found
from exchanges.querysets.search import EXCHANGE
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import ROLES
from foundation.ui import dates
from foundation.ui.addresses import address
from foundation.ui.types import Hit
from foundation.workflow.words import parts
from grants.querysets.search import APPLICATION, GRANT
from outcomes.models import Accomplishment, SiteMeasure
from sites.models import Site
from summits.presenters.days import days_of
from summits.querysets.search import NOTE, SESSION, SUMMIT
from tta_requests.querysets.requests import PLACES

if TYPE_CHECKING:
    from dashboards.querysets.search import FoundRequest, FoundUpdate
    from foundation.workflow.findings import Finding
    from summits.querysets.search import Found as FoundOfSummits

NEWEST_FIRST = "Newest first"
# The page of each kind of finding.
PAGES = {
    COMMUNITY: "communities:detail",
    POST: "communities:thread",
    EXCHANGE: "exchanges:detail",
    GRANT: "grants:detail",
    APPLICATION: "grants:application",
}


@dataclass(frozen=True, slots=True)
class Part:
    """What was found of one kind.

    Attributes:
        heading: the kind.
        note: how they are ordered, where a reader may wonder.
        hits: what was found.
        more: the URL of the next page; empty on the last.
    """

    heading: str
    note: str
    hits: Sequence[Hit]
    more: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """Everything the page shows besides the search box.

    Attributes:
        words: the words searched for.
        nothing: whether a search found nothing.
        has_ended: whether a later page has no more requests.
        parts: each kind of which something was found.
    """

    words: str
    nothing: bool
    has_ended: bool
    parts: Sequence[Part]


def page_of(found: Found, words: str, actor: Actor, *, later: bool) -> SearchPage:
    """Show the results of a search.

    Arguments:
        found: the rows.
        words: the words searched for.
        actor: the person who searches.
        later: whether this is not the first page.
    """
    return SearchPage(
        words=words,
        nothing=bool(words) and found.is_nothing,
        has_ended=later and not found.requests,
        parts=[part for part in _parts(found, words, actor) if part.hits],
    )


def _parts(found: Found, words: str, actor: Actor) -> Iterator[Part]:
    yield Part("Requests", NEWEST_FIRST, _requests(found), _next(found, words))
    yield Part("Updates", NEWEST_FIRST, _updates(found))
    yield Part("People", "", _people(found))
    yield Part(
        "Accomplishments",
        NEWEST_FIRST,
        [_accomplishment(each, actor) for each in found.accomplishments],
    )
    yield Part("Measures", "", [_measure(each) for each in found.measures])
    yield Part("Summits and sessions", NEWEST_FIRST, _of_summits(found, SUMMIT, SESSION))
    yield Part("Session notes", NEWEST_FIRST, _of_summits(found, NOTE))
    yield Part("Communities", "", _of_kind(found, COMMUNITY))
    yield Part("Posts", NEWEST_FIRST, _of_kind(found, POST))
    yield Part("Peer exchanges", NEWEST_FIRST, _of_kind(found, EXCHANGE))
    yield Part("Grants", NEWEST_FIRST, _of_kind(found, GRANT))
    yield Part("Grant applications", NEWEST_FIRST, _of_kind(found, APPLICATION))
    applying = [_program_application(each) for each in found.program_applications]
    yield Part("Applications to join the program", "", applying)
    yield Part("Sites", "", [_site(each) for each in found.sites])


def _requests(found: Found) -> list[Hit]:
    return [
        Hit(
            title=each.title,
            href=address("tta_requests:detail", each.number),
            about=f"{each.site.name} · {each.number}",
            status=each.status,
            told=_told(each),
        )
        for each in found.requests
    ]


def _updates(found: Found) -> list[Hit]:
    return [
        Hit(
            title=each.get_kind_display(),
            href=each.get_absolute_url(),
            about=f"{each.site.name} · {dates.day(each.occurred_on)}"
            if each.occurred_on
            else each.site.name,
            told=_told(each),
        )
        for each in found.updates
    ]


def _people(found: Found) -> list[Hit]:
    return [
        Hit(
            title=each.name,
            href=reverse(
                "sites:team", args=[each.site_slug], fragment=None if each.role else "contacts"
            ),
            about=f"{ROLES[each.role].title}, {each.site}"
            if each.role
            else ", ".join(filter(None, (each.title, each.organization, each.site))),
        )
        for each in found.people
    ]


def _of_summits(found: Found, *kinds: str) -> list[Hit]:
    return [_of_summit(each) for each in found.summits if each.kind in kinds]


def _of_summit(found: "FoundOfSummits") -> Hit:
    if found.kind == SUMMIT:
        href = reverse("summits:detail", args=[found.key])
        return Hit(found.title, href, days_of(found))
    name = "summits:note" if found.kind == NOTE else "summits:session"
    return Hit(
        title=found.title,
        href=reverse(name, args=[found.key]),
        about=found.about if found.kind == NOTE else f"Session, {found.about}",
        told=_told(found),
    )


def _of_kind(found: Found, kind: str) -> list[Hit]:
    return [
        Hit(
            title=each.title,
            href=reverse(PAGES[kind], args=[each.key]),
            about=_about(each),
            told=_told(each),
        )
        for each in found.findings
        if each.kind == kind
    ]


def _about(each: "Finding") -> str:
    if each.kind == POST:
        return f"{each.about} · {dates.when(each.at)}"
    return f"For {each.about}" if each.about and each.kind == COMMUNITY else each.about


def _measure(found: SiteMeasure) -> Hit:
    return Hit(str(found), found.get_absolute_url(), found.site.name)


def _site(found: Site) -> Hit:
    return Hit(found.name, address("sites:workspace", found.slug), "")


def _accomplishment(found: Accomplishment, actor: Actor) -> Hit:
    """Return the line of an accomplishment: its page for the site's people, and the public one for others."""
    is_own = actor.may(P.SITE_VIEW, at=found.site_id)
    name = "outcomes:accomplishment" if is_own else "dashboards:accomplishment"
    href = reverse(name, args=[found.pk])
    return Hit(found.headline, href, f"{found.site.name} · {found.get_status_display()}")


def _program_application(found: Application) -> Hit:
    href = reverse("applications:detail", args=[found.pk])
    about = (found.ori, str(found.round), found.get_status_display())
    return Hit(found.agency_name, href, " · ".join(filter(None, about)))


def _told(
    row: "FoundRequest | FoundUpdate | FoundOfSummits | Finding",
) -> tuple[tuple[str, bool], ...]:
    return tuple(parts(row.told))


def _next(found: Found, words: str) -> str:
    if not found.more_requests:
        return ""
    return reverse(
        "dashboards:search", query={"q": words, "after": PLACES.write(found.requests[-1])}
    )
