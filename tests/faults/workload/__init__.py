"""Work with countable effects: a row and a mail for each job, through the outbox."""

JOB = "faults.job"
