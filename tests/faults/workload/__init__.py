"""Work whose effects can be counted: a row and a mail a job, through the outbox."""

JOB = "faults.job"
