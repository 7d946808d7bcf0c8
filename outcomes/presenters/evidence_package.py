"""The evidence of an accomplishment as files in a package, and the list of what they are, by whom, and when."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from engagements.models import Recommendation
from foundation.exports.registry import Cell, Packed
from foundation.files import intake
from foundation.files.enums import ScanState
from foundation.files.models import StoredFile
from foundation.ui import dates, wording
from outcomes.models import AccomplishmentEvidence
from outcomes.presenters.accomplishments import KINDS, is_federal, opened
from outcomes.querysets.evidence import Files
from sites.models import Site

SLUG, NAMED = "accomplishment-evidence", "accomplishment"
COLUMNS = (
    "Number", "Kind", "What", "Day", "File", "Size in bytes", "SHA-256", "Added by", "Added at", "Note",
)  # fmt: skip
NO_ACCESS = "Left out: you don't have access to it."
PROTECTED = "Left out: it's about a federal request, which isn't exported."
NOT_SENT = {
    ScanState.PENDING: "Left out: it's still being checked for viruses.",
    ScanState.INFECTED: "Left out: a virus was found in it.",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One thing an accomplishment rests on, with its files by their path in the package; ``note`` says why it's left out."""

    number: int
    line: AccomplishmentEvidence
    title: str
    files: Sequence[tuple[str, StoredFile]]
    note: str = ""


def rows_of(
    site: Site, lines: Iterable[AccomplishmentEvidence], files: Files
) -> list[Sequence[Cell]]:
    """Return the list: for each thing its row, then one for each of its files.

    Arguments:
        lines: as ``querysets.evidence.evidence_of`` loads them for the reader.
        files: as ``querysets.evidence.files_of`` loads them for the reader.
    """
    return [row for part in _parts(site, lines, files) for row in _rows(part, site.time_zone)]


def packed_of(site: Site, lines: Iterable[AccomplishmentEvidence], files: Files) -> list[Packed]:
    """Return the files of the package: those that the reader could download one by one."""
    return [Packed(path, file.content) for path, file in _readable(site, lines, files)]


def summary_of(site: Site, lines: Iterable[AccomplishmentEvidence], files: Files) -> str:
    """Say how many files the package has for its reader, and how large they are together."""
    found = [file for _, file in _readable(site, lines, files)]
    if not found:
        return "No files, only the list of what it rests on."
    size = intake.size_in_words(sum(file.size for file in found))
    return f"{wording.counted(len(found), 'file')} ({size}), and the list of what it rests on."


def _readable(
    site: Site, lines: Iterable[AccomplishmentEvidence], files: Files
) -> Iterator[tuple[str, StoredFile]]:
    for part in _parts(site, lines, files):
        yield from ((path, file) for path, file in part.files if file.is_readable)


def _parts(site: Site, lines: Iterable[AccomplishmentEvidence], files: Files) -> Iterator[Part]:
    for number, line in enumerate(lines, start=1):
        thing = getattr(line, line.kind)
        if thing is None:
            yield Part(number, line, "", [], NO_ACCESS)
        elif is_federal(line):
            yield Part(number, line, "", [], PROTECTED)
        else:
            folder = f"{number:02}-{line.kind.replace('_', '-')}"
            found = enumerate(files.get(thing.pk, ()), start=1)
            named = [(f"{folder}/{at:02}-{file.name}", file) for at, file in found]
            yield Part(number, line, _title(line, site), named)


def _title(line: AccomplishmentEvidence, site: Site) -> str:
    title, _ = opened(line, site)
    thing = line.recommendation
    if isinstance(thing, Recommendation) and thing.assessment:
        return f"{title} ({thing.assessment.title})"
    return title


def _rows(part: Part, tz: str) -> Iterator[Sequence[Cell]]:
    line = part.line
    kind = KINDS[line.kind]
    who = line.added_by.name if line.added_by else ""
    yield (
        part.number, kind, part.title, line.happened_on, None, None, None, who, _local(line.added_at, tz), part.note,
    )  # fmt: skip
    for path, file in part.files:
        note = NOT_SENT.get(ScanState(file.scan), "")
        yield (
            part.number, kind, file.name, line.happened_on, "" if note else path, file.size, file.sha256,
            file.uploaded_by.name, _local(file.uploaded_at, tz), note,
        )  # fmt: skip


def _local(moment: datetime, tz: str) -> datetime:
    return moment.astimezone(dates.zone_of(tz)).replace(tzinfo=None)
