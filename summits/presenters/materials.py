"""Files and links of a summit and its sessions as lists."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.files.lines import line_of
from foundation.ui import dates
from foundation.ui.types import FileLine, Link
from summits.models import MaterialFile, MaterialLink, Session, Summit
from summits.policies import MaterialPowers
from summits.querysets.materials import Materials

EVERYWHERE = "All of the summit"


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialGroup:
    """What belongs to a session, or to the summit as a whole, and where more is added."""

    title: str
    href: str
    lines: Sequence[FileLine]
    adds: Sequence[Link]


def lines_of(
    found: Materials, actor: Actor, powers: MaterialPowers | None = None
) -> list[FileLine]:
    """Show links first, then files, each in the order in which they were added; without powers only to read."""
    powers = powers or MaterialPowers()
    lines = [_link(each, actor, may_remove=_may(actor, each, powers)) for each in found.links]
    return lines + [
        _file(each, actor, may_remove=_may(actor, each, powers)) for each in found.files
    ]


def groups_of(
    summit: Summit,
    sessions: Sequence[Session],
    found: Materials,
    actor: Actor,
    powers: MaterialPowers,
) -> list[MaterialGroup]:
    """Show a summit's files and links: its own first, then those of each session that has any."""
    groups = [group_of(summit, None, found.of(None), actor, powers)]
    groups += [group_of(summit, each, found.of(each.pk), actor, powers) for each in sessions]
    return [each for each in groups if each.lines or each.title == EVERYWHERE]


def group_of(
    summit: Summit, session: Session | None, found: Materials, actor: Actor, powers: MaterialPowers
) -> MaterialGroup:
    """Show the files and links of a session, or of the summit as a whole."""
    return MaterialGroup(
        title=session.title if session else EVERYWHERE,
        href=reverse("summits:session", args=[session.pk]) if session else "",
        lines=lines_of(found, actor, powers),
        adds=_adds(summit, session, powers),
    )


def _adds(summit: Summit, session: Session | None, powers: MaterialPowers) -> list[Link]:
    if powers.is_closed:
        return []
    if session is None and powers.organizes:
        slug = [summit.slug]
        return [
            Link("Attach file", reverse("summits:add-material-file", args=slug)),
            Link("Add link", reverse("summits:add-material-link", args=slug)),
        ]
    if session is not None and (powers.organizes or session.pk in powers.speaks_in):
        pk = [session.pk]
        return [
            Link("Attach file", reverse("summits:add-session-file", args=pk)),
            Link("Add link", reverse("summits:add-session-link", args=pk)),
        ]
    return []


def _may(actor: Actor, material: MaterialFile | MaterialLink, powers: MaterialPowers) -> bool:
    by = material.uploaded_by_id if isinstance(material, MaterialFile) else material.added_by_id
    is_own = by == actor.user_id and material.session_id in powers.speaks_in
    return powers.organizes or is_own


def _file(file: MaterialFile, actor: Actor, *, may_remove: bool) -> FileLine:
    return line_of(
        file,
        dates.when(file.uploaded_at, actor.time_zone),
        description=file.description,
        href=file.get_absolute_url(),
        remove_href=reverse("summits:remove-material-file", args=[file.pk]) if may_remove else "",
    )


def _link(link: MaterialLink, actor: Actor, *, may_remove: bool) -> FileLine:
    return FileLine(
        name=link.title,
        about=f"Opens {link.host} · {dates.when(link.added_at, actor.time_zone)}",
        href=link.url,
        remove_href=reverse("summits:remove-material-link", args=[link.pk]) if may_remove else "",
        is_link=True,
    )
