"""Add a site to the program."""

from django.db import IntegrityError
from django.utils.text import slugify

from foundation.accounts.actors import Actor
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow.errors import InvalidInput
from sites import policies
from sites.enums import SiteKind
from sites.errors import NameTaken, NotYours
from sites.models import Site, State


@atomic_savepoint
def add(
    *,
    name: str,
    kind: SiteKind,
    state: State,
    time_zone: str,
    lead_agency: str,
    ori: str,
    source: str,
    is_demo: bool = False,
    by: Actor,
) -> Site:
    """Add a site; its web address is made of its name, which has the state in it.

    Arguments:
        time_zone: the IANA name of the site's zone.
        ori: the identifier of the lead agency, for its figures.
        source: where these facts are from.

    Raises:
        NotYours: when the actor does not manage the teams of all sites.
        InvalidInput: when the name has no letter or digit for its web address.
        NameTaken: when another site has this name.
    """
    if not policies.can_add_site(by):
        raise NotYours
    slug = slugify(name)[:60]
    if not slug:
        raise InvalidInput("Enter a name with letters, such as Example Harbor, EX.", field="name")
    try:
        with atomic_savepoint:
            return Site.objects.create(
                slug=slug,
                name=name,
                kind=kind,
                state=state,
                time_zone=time_zone,
                lead_agency=lead_agency,
                ori=ori,
                source=source,
                is_demo=is_demo,
            )
    except IntegrityError as error:
        if "slug" in str(error):
            raise NameTaken(field="name") from error
        raise
