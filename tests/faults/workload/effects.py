"""One job: a row in the database and a mail outside it, slow enough to be killed in between."""

import random
import time

from django.core.mail import EmailMessage
from django.db import connection


def work(job: int) -> None:
    """Do the job's effect in the database."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO faults_effect (job) VALUES (%s)", [job])
    time.sleep(random.uniform(0.0, 0.08))  # noqa: S311 -- a pause, no secret


def mail(job: int) -> EmailMessage:
    """Write the job's mail."""
    return EmailMessage(
        f"Job {job}",
        "Done.",
        to=["who@example.gov"],
        headers={"Message-ID": f"<job-{job}@psp.example.gov>"},
    )
