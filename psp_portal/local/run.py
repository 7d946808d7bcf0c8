"""`make run`: the whole portal on this machine, until Ctrl-C."""

import argparse
import ctypes
import errno
import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import FrameType

from django.core.exceptions import ImproperlyConfigured

from psp_portal import preload
from psp_portal.local import services, state_dir
from psp_portal.local.environment import DEMO_ACCOUNTS, ROOT, Machine, Refusal, machine, replace
from psp_portal.local.supervisor import PR_SET_PDEATHSIG, Service, Supervisor, spawn, wait_for

ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
OWNER = "DATABASE_OWNER_URL"
# What the commands of worker, relay, and beat load when they run.
CELERY = (
    "celery.bin.celery",
    "celery.apps.worker",
    "celery.apps.beat",
    "celery.concurrency.prefork",
    "kombu.transport.redis",
)


class Ended(BaseException):
    """A request to stop the portal."""


def say(text: str) -> None:
    """Print a message for the person at the terminal."""
    print(text, flush=True)  # noqa: T201 -- a command


def end_on_signals() -> None:
    """Raise `Ended` on the first signal; ignore further signals while stopping."""

    def end(_signal: int, _frame: FrameType | None) -> None:
        ignore_signals()
        raise Ended

    for one in ENDINGS:
        signal.signal(one, end)


def ignore_signals() -> None:
    """Ignore signals so that nothing interrupts the stop."""
    for one in ENDINGS:
        signal.signal(one, signal.SIG_IGN)


def end_with_parent() -> None:
    """Make the kernel stop this process when `make` is killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM), 0, 0, 0)


def loopbacks(port: int) -> list[str]:
    """Return the addresses of `localhost` to bind: IPv4's, and IPv6's if the machine has it.

    Raises:
        Refusal: when another program uses the port.
    """
    found = []
    for family, host, spelled in (
        (socket.AF_INET, "127.0.0.1", f"127.0.0.1:{port}"),
        (socket.AF_INET6, "::1", f"[::1]:{port}"),
    ):
        try:
            with socket.socket(family) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((host, port))
        except OSError as problem:
            if problem.errno in {errno.EADDRINUSE, errno.EACCES}:
                raise Refusal(
                    f"Port {port} is taken; stop what uses it, or choose another: "
                    f"make run PORT={port + 1}"
                ) from None
        else:
            found.append(spelled)
    return found


def portal(machine: Machine, variables: Mapping[str, str], binds: list[str]) -> list[Service]:
    """Describe the four processes of the portal."""
    celery = ["-m", "celery", "--app=psp_portal"]
    worker = [*celery, "worker", "--concurrency=2", "--prefetch-multiplier=1", "--loglevel=INFO"]
    worker += ["--without-gossip", "--without-mingle"]
    beat = [
        "-m",
        "celery",
        "--app=psp_portal.beat",
        "beat",
        "--scheduler=celery.beat:Scheduler",
        "--loglevel=INFO",
    ]
    commands = {
        "web": web_arguments(binds),
        "worker": worker,
        "relay": ["manage.py", "relay"],
        "beat": [*beat, "--pidfile="],
    }
    return [
        Service(
            name,
            [sys.executable, *arguments],
            variables,
            log_of(machine, name),
            folder=ROOT,
            forked=True,
        )
        for name, arguments in commands.items()
    ]


def web_arguments(binds: list[str]) -> list[str]:
    """Return the arguments after ``python`` that serve the portal at these addresses."""
    return ["-m", "psp_portal.web", *(f"--bind={bind}" for bind in binds)]


def log_of(machine: Machine, name: str) -> Path:
    """Return the path of a process's log."""
    return machine.home / "logs" / f"{name}.log"


def tool(machine: Machine, name: str, arguments: list[str], variables: Mapping[str, str]) -> None:
    """Run one of our commands to its end.

    Raises:
        Refusal: with the end of its log, when it fails.
    """
    log = log_of(machine, name)
    log.unlink(missing_ok=True)
    process = spawn(Service(name, [sys.executable, *arguments], variables, log, folder=ROOT))
    try:
        wait_for(process, 1800)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    if process.returncode:
        said = log.read_text(errors="replace")
        raise Refusal(f"{name} failed:\n{said[-3000:]}")


def load(variables: Mapping[str, str]) -> None:
    """Load the portal here, once for its four processes, which are forks of this one.

    Raises:
        Refusal: when the variables are wrong.
    """
    replace(variables)
    for name in CELERY:  # first: the garbage collector leaves alone what is loaded by the end
        import_module(name)
    try:
        preload.load_application()
    except ImproperlyConfigured as problem:
        raise Refusal(str(problem)) from None


def wait_for_web(port: int, supervisor: Supervisor, log: Path, seconds: float = 90) -> None:
    """Wait until the portal answers any response.

    Raises:
        Refusal: when it does not answer within ``seconds``.
    """
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        supervisor.tend()
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise Refusal(f"The web process does not answer; see {log}.")


def variables_of(machine: Machine, addresses: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of the portal's processes."""
    return {
        "PSP_ENV": "local",
        "SECRET_KEY": state_dir.secrets_of(machine.home)["secret_key"],
        **machine.variables,
        **addresses,
        "PSP_HOME": str(machine.home),
        "PORT": str(machine.port),
        "PYTHONUNBUFFERED": "1",
    }


def welcome(machine: Machine) -> None:
    """Print the portal's address and how to sign in."""
    log_ins = machine.home / DEMO_ACCOUNTS
    if log_ins.exists():
        say(log_ins.read_text().rstrip())
    say(f"Logs: {machine.home / 'logs'}")
    say(f"The portal runs at http://localhost:{machine.port} - Ctrl-C stops it.")


def serve(machine: Machine, supervisor: Supervisor) -> None:
    """Start everything in order, then keep it running."""
    binds = loopbacks(machine.port)
    say("Starting PostgreSQL and Valkey ...")
    variables = variables_of(machine, services.start(machine, supervisor, say))
    services.announce(machine.home, variables)
    if OWNER in variables:
        say("Preparing the database and static files ...")
        tool(machine, "prepare", ["-m", "psp_portal.local.prepare"], variables)
    else:
        say(f"{OWNER} is not set: the database is taken as it is, without migrations.")
    bare = {name: value for name, value in variables.items() if name != OWNER}
    load(bare)
    for service in portal(machine, bare, binds):
        supervisor.start(service)
    wait_for_web(machine.port, supervisor, log_of(machine, "web"))
    welcome(machine)
    while True:
        supervisor.tend()
        time.sleep(0.3)


def main() -> int:
    """Run the portal; return the exit code."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--end-with-parent", action="store_true", help="stop when make is killed")
    if options.parse_args().end_with_parent:
        end_with_parent()
    end_on_signals()
    supervisor = Supervisor(say)
    try:
        here = machine()
        with services.hold(here.home):
            try:
                serve(here, supervisor)
            finally:
                ignore_signals()
                services.withdraw(here.home)
                supervisor.stop()
    except Refusal as refusal:
        say(str(refusal))
        return 1
    except Ended:
        say("Stopped.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
