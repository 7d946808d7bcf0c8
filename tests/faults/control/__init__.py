"""The control of the experiment: the portal with ``transaction.on_commit(task.delay)`` for its outbox."""
