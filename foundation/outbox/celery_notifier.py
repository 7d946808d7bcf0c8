"""Notify workers through Celery's broker, with short time-outs."""

from celery import Celery, current_app
from kombu.connection import Connection
from kombu.exceptions import ChannelError

from foundation.outbox.tasks import ring

SECONDS_TO_CONNECT = 1.0


class CeleryDoorbell:
    """Publishes the ``ring`` task to the broker; counts those that still wait in the queue."""

    def __init__(self, app: Celery | None = None) -> None:
        self._app: Celery = app or current_app
        self._connection: Connection | None = None

    def outstanding(self) -> int:
        """Count the notifications that no worker has taken yet."""
        with self._connected().channel() as channel:  # type: ignore[no-untyped-call]  # -- kombu is untyped
            try:
                declared = channel.queue_declare(self._app.conf.task_default_queue, passive=True)
            except ChannelError:
                return 0
            return int(declared.message_count)

    def ring(self) -> None:
        """Publish one notification to the broker that work is due."""
        ring.apply_async(connection=self._connected(), retry=False)

    def _connected(self) -> Connection:
        if self._connection is None:
            self._connection = self._app.connection_for_write(
                transport_options={
                    **self._app.conf.broker_transport_options,
                    "socket_connect_timeout": SECONDS_TO_CONNECT,
                    "socket_timeout": SECONDS_TO_CONNECT,
                    "max_retries": 0,
                },
            )
        return self._connection
