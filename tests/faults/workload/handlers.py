from foundation import outbox
from tests.faults.workload import JOB
from tests.faults.workload.effects import work


@outbox.handler(JOB)
def job(payload: outbox.Payload) -> None:
    work(int(payload["job"]))
