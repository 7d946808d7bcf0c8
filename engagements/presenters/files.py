"""Files of assessments and plans as lines of a list."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from engagements import policies
from engagements.models import Assessment, EngagementFile, Plan
from foundation.accounts.actors import Actor
from foundation.files.lines import line_of
from foundation.ui import dates
from foundation.ui.types import FileLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """The files of an assessment or a plan; ``attach_href`` is empty for readers who attach none."""

    lines: list[FileLine]
    attach_href: str


def files_of(
    of: Assessment | Plan, files: Iterable[EngagementFile], actor: Actor, *, tz: str
) -> Files:
    """Show the standing files of an assessment or a plan to a reader, with times in a site's time zone."""
    may_keep = policies.can_keep_files(actor, of)
    return Files(
        lines=[_line(each, tz, may_keep=may_keep) for each in files],
        attach_href=_attach_href(of) if may_keep else "",
    )


def _attach_href(of: Assessment | Plan) -> str:
    if isinstance(of, Plan):
        return reverse("engagements:attach-to-plan", args=[of.pk])
    return reverse("engagements:attach-to-assessment", args=[of.pk])


def _line(file: EngagementFile, tz: str, *, may_keep: bool) -> FileLine:
    return line_of(
        file,
        dates.when(file.uploaded_at, tz),
        href=file.get_absolute_url(),
        remove_href=reverse("engagements:remove-file", args=[file.pk]) if may_keep else "",
    )
