"""Work whose effects can be counted: a row and a mail a job, through the outbox or, as control, without it."""

JOB = "faults.job"
