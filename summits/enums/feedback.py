"""The scales of the feedback form, and from how many answers on its results are shown."""

from django.db import models

from summits.enums.summits import State

# A session can be answered for once it has ended; the whole summit in its wrap-up. Archiving ends both.
ANSWERED = (State.LIVE, State.WRAP_UP)
# Fewer answers say too much about who gave them.
MIN_ANSWERS = 5
# The letters of one answer in words.
MAX_TEXT = 2000


class Overall(models.IntegerChoices):
    """How a session or a summit was."""

    POOR = 1, "1, poor"
    FAIR = 2, "2, fair"
    GOOD = 3, "3, good"
    VERY_GOOD = 4, "4, very good"
    EXCELLENT = 5, "5, excellent"


class Useful(models.IntegerChoices):
    """How useful it was for the work at home."""

    NOT = 1, "1, not useful"
    SLIGHTLY = 2, "2, slightly useful"
    FAIRLY = 3, "3, fairly useful"
    VERY = 4, "4, very useful"
    EXTREMELY = 5, "5, extremely useful"
