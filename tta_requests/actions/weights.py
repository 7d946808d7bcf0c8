"""Preview new routing weights on past runs, then put them in force as the next version."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from foundation.calendars import clock
from foundation.outbox import jobs
from foundation.tenancy.context import atomic
from foundation.workflow import locks
from foundation.workflow.errors import Refused
from tta_requests.actions.ranking_score import ranked
from tta_requests.models import MatchRun, Weights, WeightsPreview


class Sample(NamedTuple):
    """Size of the sample of runs: at most this many, and none older than this many days."""

    runs: int
    days: int


# Older runs had other providers; five hundred show a change of one in a hundred, in seconds.
SAMPLE = Sample(runs=500, days=90)
STEP = 100
# The errors that reading inputs of an older shape raises.
ANOTHER_SHAPE = (LookupError, TypeError, AttributeError, ValueError, ArithmeticError)


@atomic
def add(weights: Weights) -> Weights:
    """Store new weights as the next version, in force at once.

    Raises:
        ValidationError: when they do not add up to 100.
    """
    _wait_for_others()
    weights.version = Weights.objects.next_number()
    weights.full_clean()
    weights.save()
    return weights


@atomic
def preview(typed: Mapping[str, Any], *, by: int) -> WeightsPreview:
    """Start a job that counts what new weights would change; administrators can't see the runs themselves.

    Arguments:
        typed: the new version's fields without its number, valid.
        by: the id of the administrator who previews them.
    """
    job = jobs.start(
        "tta_requests.preview_weights", total=SAMPLE.runs, by_user=by, phase="Waiting to start"
    )
    return WeightsPreview.objects.create(
        user_id=by,
        job=job,
        base=Weights.objects.in_force(),
        typed=dict(typed),
        asked_at=clock.now(),
    )


@atomic
def count(found: WeightsPreview) -> None:
    """Rank the next runs again, with the weights in force and with the new ones."""
    job = found.job
    latest = MatchRun.objects.of_late(found.asked_at, days=SAMPLE.days, most=SAMPLE.runs)
    runs = list(latest[job.done : job.done + STEP])
    before, after = found.base.points(), found.weights().points()
    for run in runs:
        _tally(found, run.inputs, before, after)
    found.save()
    # Fewer runs than the sample allows: complete the progress bar.
    done = len(runs) if len(runs) == STEP else job.total - job.done
    jobs.advance(job.pk, by=done, phase="Ranking past runs again")


@atomic
def put_in_force(found: WeightsPreview) -> Weights:
    """Store previewed weights as the next version.

    Raises:
        Refused: when other weights came into force since, which the preview was not compared with.
    """
    _wait_for_others()
    newest = Weights.objects.in_force()
    if newest.pk != found.base_id:
        raise Refused(
            f"Version {newest.version} took effect after this preview. Preview the weights again."
        )
    return add(found.weights())


def _wait_for_others() -> None:
    """Lock the weights, so that only one new version is stored at a time."""
    locks.hold_all(Weights.objects.order_by("version")[:1])


def _tally(
    found: WeightsPreview,
    inputs: Mapping[str, Any],
    before: Mapping[str, int],
    after: Mapping[str, int],
) -> None:
    try:
        (old, _), (new, _) = ranked(inputs, before), ranked(inputs, after)
    except ANOTHER_SHAPE:
        found.unreadable += 1
        return
    if not new:  # the filters let the same providers pass, whatever the weights are
        found.nobody += 1
        return
    led, leads = old[0]["provider"], new[0]["provider"]
    found.changed += led != leads
    found.unchanged += led == leads
    found.tied += len(new) > 1 and new[0]["score"] == new[1]["score"]
    _times(found, led)[0] += 1
    _times(found, leads)[1] += 1


def _times(found: WeightsPreview, provider: int) -> list[int]:
    """Return how often a provider is first, before and after, as a list that the caller updates."""
    times: list[int] = found.first.setdefault(str(provider), [0, 0])
    return times
