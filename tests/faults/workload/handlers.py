from foundation import outbox
from tests.faults.workload import JOB
from tests.faults.workload.effects import mail, work


@outbox.handler(JOB)
def job(payload: outbox.Payload) -> None:
    work(int(payload["job"]))
    outbox.emit("faults.mail", key=f"faults.mail:{payload['job']}", payload=payload)


@outbox.letter("faults.mail")
def told(payload: outbox.Payload) -> outbox.Letter:
    return outbox.Letter(mail(int(payload["job"])))
