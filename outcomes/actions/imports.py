"""Receive a file of figures, say how it is read, and confirm or discard it."""

from collections.abc import Mapping
from typing import Any

from django.utils.text import slugify

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.files import store
from foundation.files.intake import Checked
from foundation.tenancy.context import atomic
from outcomes import querysets
from outcomes.actions import merges, readings
from outcomes.enums import ImportState
from outcomes.errors import StaffOnly, UnknownMapping, UnknownState
from outcomes.models import FigureImport, Source
from outcomes.parsing.places import fold


@atomic
def receive(
    file: Checked, *, state: str = "", year: int | None = None, mapping: str = "", by: Actor
) -> FigureImport:
    """Store a file of figures and read it; nothing is imported yet.

    Arguments:
        file: a spreadsheet.
        state: two letters, of rows that name none.
        year: of rows that name none.
        mapping: the source, by name; "" recognizes it by the file's columns.

    Raises:
        StaffOnly: when the actor doesn't import figures.
        UnknownState: when the letters are no state's.
        UnknownMapping: when no source has that name.
        Unreadable: when the file has no table of figures.
        NoRoom: when the disk is full.
    """
    if not (by.is_system or by.may_anywhere(P.FIGURE_IMPORT)):
        raise StaffOnly
    if state and querysets.states().resolve(state) != state.upper():
        raise UnknownState
    written = store.write(file.file)
    source = Source.objects.named(mapping).first() if mapping else None
    if mapping and source is None:
        raise UnknownMapping
    kept = FigureImport(
        source=source,
        name=file.name,
        media_type=file.media_type,
        content=written.name,
        sha256=written.sha256,
        only_state=state.upper(),
        only_year=year,
        uploaded_by_id=by.user_id,
        created_at=clock.now(),
    )
    return _read(kept)


def _read(kept: FigureImport) -> FigureImport:
    """Read the file once without a source, and know the source by the columns."""
    reading = readings.reading_of(kept)
    if kept.source is None:
        header = [fold(name) for name in reading.names]
        kept.source = Source.objects.with_header(header).first()
        if kept.source is None:
            kept.source = Source.objects.create(
                slug=_free_slug(kept.name), name=kept.name, header=header
            )
        elif kept.source.mapping:
            reading = readings.reading_of(kept)
    kept.report = readings.report_of(kept, reading)
    kept.state = ImportState.READY
    kept.save()
    return kept


def _free_slug(name: str) -> str:
    base = slugify(name.rpartition(".")[0] or name)[:70] or "source"
    taken = set(Source.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(
        slug
        for slug in (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3)))
        if slug not in taken
    )


@atomic
def bring(file: Checked, *, options: Mapping[str, Any], apply: bool, by: Actor) -> FigureImport:
    """Receive a file and, if asked, merge it in the same transaction: for the command.

    Raises:
        Unreadable: when the file has no table of figures.
    """
    kept = receive(file, **options, by=by)
    return merges.merge(kept, by_user=by.user_id) if apply else kept
