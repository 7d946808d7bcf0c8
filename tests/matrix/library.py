"""Resources of the matrix: one site's own, whose text others must not see, and what everyone or the public reads."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from foundation.accounts.models import User
from foundation.calendars import clock
from library.models import Proposal, Resource, ResourceFile, UsefulMark
from sites.models import Site
from tests.factories.files import kept

ARGUMENTS: dict[tuple[str, str], tuple[str, str]] = {
    **{
        (f"library:{name}", "slug"): ("resource", "slug")
        for name in (
            *("detail", "file", "change", "replace", "review", "share", "owner", "archive", "mark"),
        )
    },
    ("library:restore", "slug"): ("resource-archived", "slug"),
    **{
        (f"library:{name}", "pk"): ("proposal", "pk")
        for name in ("accept-proposal", "decline-proposal")
    },
    **{
        (f"api:{name}-library-proposal", "pk"): ("proposal", "pk") for name in ("accept", "decline")
    },
    ("library:unmark", "slug"): ("resource-marked", "slug"),
    **{
        (f"api:library-resource{part}", "slug"): ("resource", "slug")
        for part in ("", "-content", "-file", "-owner", "-review", "-sharing", "-archive")
    },
    ("api:library-resource-restore", "slug"): ("resource-archived", "slug"),
}
FURTHER = {
    "library:detail": ["resource-network", "resource-public"],
    "library:change": ["resource-network", "resource-public"],
    "library:review": ["resource-network"],
    "api:library-resource": ["resource-network"],
}


def body(owner: User, *, by_email: bool) -> dict[str, Any]:
    """Return the values of a resource's forms that differ from those of other rooms; the API knows people by address."""
    return {
        "type": "guide",
        "summary": "How the weekly review is run.",
        "core_areas": ["gun-violence"],
        "audience": "site",
        "owner": owner.email if by_email else str(owner.pk),
        "review_by": (clock.today("America/New_York") + timedelta(days=365)).isoformat(),
    }


def plant(
    site: Site,
    contact: User,
    leader: User,
    now: datetime,
    text: Callable[[str], str] = lambda kind: f"Secret {kind}",
) -> dict[str, Any]:
    """Create resources of a site that the contact owns, and one for everyone and for the public.

    Arguments:
        leader: who owns what isn't the site's.
    """

    def make(name: str, owner: User, **more: Any) -> Resource:
        return Resource.objects.create(
            slug=f"{name}-{site.slug}",
            type="guide",
            core_areas=["gun-violence"],
            owner=owner,
            added_by=owner,
            added_at=now,
            review_by=now.date() + timedelta(days=20),
            **more,
        )

    own = {"site": site, "audience": "site", "title": text("site"), "summary": text("site")}
    shared = {"title": "A guide", "summary": "For all", "url": "https://example.gov/guide"}
    rows = {
        "resource": make("guide", contact, **own),
        "resource-archived": make(
            "old", contact, **own, archived_at=now, archived_by=contact, archive_reason="Old"
        ),
        "resource-marked": make("marked", contact, **own, useful_count=1),
        "resource-network": make("network", leader, **shared, audience="network"),
        "resource-public": make("public", leader, **shared, audience="public"),
    }
    UsefulMark.objects.create(resource=rows["resource-marked"], person=contact, marked_at=now)
    rows["proposal"] = Proposal.objects.create(
        title=text("site"),
        summary=text("site"),
        origin="A community",
        origin_path=f"/communities/posts/{site.slug}/",
        proposed_by=contact,
        proposed_at=now,
    )
    ResourceFile.objects.create(
        resource=rows["resource"],
        name="review.txt",
        media_type="text/plain",
        **kept(text("site")),
        scan="clean",
        uploaded_by=contact,
        uploaded_at=now,
    )
    return rows
