"""Merge the figures of a file in one transaction, and undo a merge."""

from collections.abc import Iterable, Sequence

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.outbox import emit
from foundation.tenancy.bulk import insert_rows
from foundation.tenancy.context import atomic
from foundation.workflow import locks
from outcomes import policies, querysets
from outcomes.actions import readings
from outcomes.enums import FigureState, ImportState, Match
from outcomes.errors import NotReady, TooLate
from outcomes.models import Agency, Figure, FigureImport, Source
from outcomes.parsing.figures import Reading, Row

BATCH = 2_000
# What a merge says of each figure; ``_row`` returns them in this order.
COLUMNS = (
    "source", "agency", "came_with", "measure", "year", "month", "through", "status", "value", "months_reported",
    "line", "version", "state",
)  # fmt: skip


@atomic
def merge(
    kept: FigureImport, *, by_user: int | None, reading: Reading | None = None
) -> FigureImport:
    """Make the figures of an import count: all of them, or none.

    Arguments:
        kept: the import, ready or being merged.
        by_user: the id of the person who confirmed it; None for a command.
        reading: of its file, if this transaction has read it; None reads it.

    Raises:
        NotReady: when it was merged, undone, or discarded.
        Unreadable: when its file can't be read any more.
    """
    held = _held(kept)
    if held.state not in {ImportState.READY, ImportState.MERGING} or held.source is None:
        raise NotReady(policies.why_not_ready(held))
    # Two files of one source are merged one after the other.
    locks.hold(Source.objects.all(), held.source_id)
    reading = reading or readings.reading_of(held)
    held.report = readings.report_of(held, reading)
    known = querysets.known_agencies(held.source)
    _add_agencies(reading.rows, held.source, known)
    agencies = {agency.pk for row in reading.rows if (agency := known.agency(row.agency))}
    standing = querysets.standing_figures(held.source, agencies)
    found = list(readings.changes(reading, known, standing))
    _replace(change.before.pk for change in found if change.before)
    insert_rows(Figure, COLUMNS, (_row(change, held, known) for change in found))
    _add_populations(reading, known, held.source)
    held.state, held.merged_at, held.merged_by_id = ImportState.MERGED, clock.now(), by_user
    held.counts = {
        "new": sum(1 for change in found if change.before is None),
        "restated": sum(1 for change in found if change.before),
    }
    return _keep_and_compute(held)


@atomic
def undo(kept: FigureImport, *, by: Actor) -> FigureImport:
    """Take the figures of an import back; the versions before them count again.

    Raises:
        NotReady: when it isn't merged.
        TooLate: when it was merged more than 30 days ago.
    """
    held = _held(kept)
    if held.state != ImportState.MERGED or held.merged_at is None or held.source is None:
        raise NotReady(policies.why_not_ready(held))
    now = clock.now()
    if now > held.merged_at + FigureImport.UNDO:
        raise TooLate
    locks.hold(Source.objects.all(), held.source_id)
    current = list(Figure.objects.of_import(held).current())
    confirmed = _confirmed(held, current)
    Figure.objects.of_import(held).update(state=FigureState.UNDONE)
    insert_rows(Figure, COLUMNS, confirmed.values())
    _restore(figure for figure in current if figure.pk not in confirmed)
    held.state, held.undone_at, held.undone_by_id = ImportState.UNDONE, now, by.user_id
    return _keep_and_compute(held)


def _confirmed(held: FigureImport, taken: Iterable[Figure]) -> dict[int, Sequence[object]]:
    """Return, for the figures that a later import of the source says as well, that import's own.

    A later import of the same count stores nothing; its file is read again to know what it said.
    """
    missing = {querysets.key_of_figure(figure): figure for figure in taken}
    found: dict[int, Sequence[object]] = {}
    known = querysets.known_agencies(held.source)
    for other in FigureImport.objects.merged_after(held):
        if not missing:
            break
        for row in readings.reading_of(other).rows:
            agency = known.agency(row.agency)
            if agency is None:
                continue
            for entry in row.entries:
                before = missing.pop(readings.key_of(agency, entry), None)
                if before is None:
                    continue
                standing = querysets.standing_of(before)
                change = readings.Change(row, entry, standing)
                found[before.pk] = _row(change, other, known)
    return found


def _held(kept: FigureImport) -> FigureImport:
    locks.hold(FigureImport.objects.all(), kept.pk)
    return FigureImport.objects.select_related("source").get(pk=kept.pk)


def _keep_and_compute(held: FigureImport) -> FigureImport:
    kept = _keep(held)
    emit("outcomes.compute_trends", key=f"trends:{kept.pk}:{kept.version}", payload={})
    return kept


def _keep(held: FigureImport) -> FigureImport:
    held.version += 1
    full, held.report = held.report, readings.capped(held.report)
    held.save()
    held.report = full
    return held


def _add_agencies(rows: Iterable[Row], source: Source, known: querysets.Known) -> None:
    """Add the agencies that the file names and nobody knows yet; those without an ORI go to the review."""
    fresh: dict[tuple[str, ...], Agency] = {}
    for row in rows:
        named = row.agency
        if named.identity in fresh or known.agency(named):
            continue
        fresh[named.identity] = Agency(
            ori=named.ori,
            name=named.name or named.ori,
            key=named.key,
            state_id=named.state or None,
            county=named.county,
            match=Match.KNOWN if named.ori else Match.TO_REVIEW,
            found_in=None if named.ori else source,
        )
    for agency in Agency.objects.bulk_create(fresh.values(), batch_size=BATCH):
        known.add(agency)


def _row(change: readings.Change, held: FigureImport, known: querysets.Known) -> Sequence[object]:
    row, entry, before = change
    agency = known.agency(row.agency)
    assert agency is not None  # noqa: S101 -- it was added above
    period = entry.period
    return (
        held.source_id,
        agency.pk,
        held.pk,
        str(entry.measure),
        period.year,
        period.month,
        period.through,
        str(entry.status),
        entry.value,
        row.months,
        row.line,
        before.version + 1 if before else 1,
        str(FigureState.CURRENT),
    )


def _replace(pks: Iterable[int]) -> None:
    found = list(pks)
    for at in range(0, len(found), BATCH):
        Figure.objects.filter(pk__in=found[at : at + BATCH]).update(state=FigureState.REPLACED)


def _restore(taken: Iterable[Figure]) -> None:
    """Make the last version before each of these count again, if there is one."""
    for figure in taken:
        if figure.version > 1:
            before = Figure.objects.before(figure).first()
            if before is not None:
                before.state = FigureState.CURRENT
                before.save(update_fields=["state"])


def _add_populations(reading: Reading, known: querysets.Known, source: Source) -> None:
    """Record each agency's latest population, with the source and the year that say it."""
    latest: dict[int, tuple[int, int]] = {}
    for row in reading.rows:
        agency = known.agency(row.agency)
        year = max(entry.period.year for entry in row.entries)
        if agency and row.population and year > latest.get(agency.pk, (0, 0))[0]:
            latest[agency.pk] = (year, row.population)
    for agency in Agency.objects.filter(pk__in=latest):
        year, population = latest[agency.pk]
        if year >= (agency.population_year or 0):
            agency.population, agency.population_year = population, year
            agency.population_source = source.name
            agency.save(update_fields=["population", "population_year", "population_source"])
