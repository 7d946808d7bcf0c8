"""What rooms have, and whom sessions are for."""

from django.db import models


class Equipment(models.TextChoices):
    """What a room has and a session may need."""

    PROJECTOR = "projector", "Projector"
    TABLES = "tables", "Tables for teams"
    REMOTE = "remote", "Remote participants"
    RECORDING = "recording", "Recording"


class Audience(models.TextChoices):
    """Whom a session is for."""

    EVERYONE = "everyone", "Everyone"
    LEADERS = "leaders", "Chiefs and executives"
    INVESTIGATORS = "investigators", "Investigators"
    PROSECUTORS = "prosecutors", "Prosecutors"
    ANALYSTS = "analysts", "Analysts"
    TEAMS = "teams", "Site teams"
