"""The web server: deadlines, bounds, two processes, an end that loses nothing."""

import os
import signal
import threading
import time

import pytest

from tests.run.web import APP, body, dial, heard, say, serving, status

CLOSE = "Host: x\r\nConnection: close\r\n"
HEAD = "GET / HTTP/1.1\r\nHost: x\r\n"
POST = "POST /length HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n"
SHORT = {
    "HEADER_SECONDS": 1.0,
    "BODY_SECONDS": 1.0,
    "IDLE_SECONDS": 2,
    "MAX_BODY_BYTES": 300_000,
    "MAX_UNFINISHED_BYTES": 250_000,
    "MAX_CONNECTIONS": 60,
}


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("web"), **SHORT) as (_, port):
        yield port


def drip(made, seconds=6.0):
    """Send a byte at a time, never a whole request, until the server has enough."""
    until = time.monotonic() + seconds
    made.settimeout(0.2)
    while time.monotonic() < until:
        try:
            made.sendall(b"x")
            if (part := made.recv(65536)) is not None:
                made.settimeout(5)
                return part.decode() + heard(made)
        except TimeoutError:
            continue
        except OSError:
            return ""
    pytest.fail("The server went on waiting.")


@pytest.mark.parametrize("begun", [HEAD + "X-Slow: ", POST], ids=["head", "body"])
def test_a_request_that_drips_is_ended(port, begun):
    with dial(port, begun) as made:
        assert status(drip(made)) == 408


def test_a_second_request_has_its_own_time(port):
    with dial(port, f"GET / HTTP/1.1\r\nHost: x\r\n\r\n{HEAD}") as made:
        assert "200 OK" in made.recv(65536).decode()
        assert status(heard(made)) == 408


def test_a_connection_that_says_nothing_is_closed(port):
    with dial(port) as made:
        assert heard(made) == ""


def test_a_kept_connection_is_closed_when_it_idles(port):
    with dial(port, "GET / HTTP/1.1\r\nHost: x\r\n\r\n") as made:
        assert status(heard(made)) == 200


def test_a_body_that_keeps_its_pace_may_take_longer(tmp_path):
    limits = SHORT | {"BODY_BYTES_A_SECOND": 10}
    with serving(tmp_path, **limits) as (_, port), dial(port, POST) as made:
        for _ in range(10):
            made.sendall(b"x" * 10)
            time.sleep(0.25)
        made.settimeout(3)
        assert made.recv(65536).decode().endswith("100")


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ("GET / HTTP/1.1\r\n" + "X: " + "y" * 40_000 + "\r\n\r\n", 431),
        (f"GET /{'y' * 40_000} HTTP/1.1\r\n\r\n", 431),
        (f"POST / HTTP/1.1\r\n{CLOSE}Content-Length: 300001\r\n\r\n", 413),
        (f"POST / HTTP/1.1\r\n{CLOSE}Content-Length: x\r\n\r\n", 400),
        (f"POST / HTTP/1.1\r\n{CLOSE}Content-Length: -1\r\n\r\n", 400),
        (f"POST / HTTP/1.1\r\n{CLOSE}Transfer-Encoding: gzip\r\n\r\n", 501),
        ("nonsense\r\n\r\n", 400),
    ],
)
def test_what_is_too_large_or_no_request_is_refused(port, request_, expected):
    assert status(say(port, request_)) == expected


def test_long_and_chunked_bodies_arrive_whole(port):
    long = b"x" * 200_000
    head = f"POST /length HTTP/1.1\r\n{CLOSE}Content-Length: {len(long)}\r\n\r\n"
    assert body(say(port, head.encode() + long)) == "200000"
    chunked = f"POST /length HTTP/1.1\r\n{CLOSE}Transfer-Encoding: chunked\r\n\r\n"
    assert body(say(port, chunked + "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")) == "5"


def test_unfinished_bodies_together_are_bounded(port):
    head = b"POST /length HTTP/1.1\r\nHost: x\r\nContent-Length: 290000\r\n\r\n"
    made = [dial(port, head + b"x" * 200_000) for _ in range(6)]  # three a process, on average
    answers = {status(heard(each)) for each in made}
    for each in made:
        each.close()
    assert 503 in answers


def test_more_connections_than_there_is_room_for_push_out_the_oldest_idle_one(port):
    idle = [dial(port) for _ in range(130)]
    answers = [status(say(port, f"GET / HTTP/1.1\r\n{CLOSE}\r\n")) for _ in range(5)]
    for each in idle:
        each.close()
    assert answers == [200] * 5


def test_what_a_proxy_says_passes_untouched(port):
    sent = f"GET /forwarded HTTP/1.1\r\n{CLOSE}X-Forwarded-For: 192.0.2.7, 10.0.0.1\r\n\r\n"
    assert body(say(port, sent)) == "192.0.2.7, 10.0.0.1|127.0.0.1"
    assert body(say(port, sent, host="::1")) == "192.0.2.7, 10.0.0.1|::1"


def test_slow_clients_hold_nobody_up(tmp_path):
    """Ten heads and eight bodies that never end, more than there are threads: everybody is answered."""
    with serving(tmp_path) as (_, port):
        slow = [dial(port, HEAD) for _ in range(10)] + [dial(port, POST + "x") for _ in range(8)]
        answers: list[int] = []

        def user() -> None:
            asked = f"GET / HTTP/1.1\r\n{CLOSE}\r\n"
            answers.extend(status(say(port, asked)) for _ in range(20))

        users = [threading.Thread(target=user) for _ in range(10)]
        for each in users:
            each.start()
        for each in users:
            each.join()
        assert answers == [200] * 200
        for each in slow:
            each.setblocking(False)
            with pytest.raises(BlockingIOError):
                each.recv(1)  # they wait still: nobody waited for their end
            each.close()


def test_a_probe_is_answered_though_every_thread_hangs(tmp_path):
    with serving(tmp_path, GRACE_SECONDS=0.1) as (_, port):
        hanging = [dial(port, f"GET /hang HTTP/1.1\r\n{CLOSE}\r\n") for _ in range(20)]
        time.sleep(0.5)
        for probe in ("/healthz", "/readyz") * 2:
            assert status(say(port, f"GET {probe} HTTP/1.1\r\n{CLOSE}\r\n")) == 200
        for each in hanging:
            each.close()


def test_a_request_that_is_being_answered_survives_the_end(tmp_path):
    with serving(tmp_path) as (process, port):
        with dial(port, f"GET /sleep HTTP/1.1\r\n{CLOSE}\r\n") as made:
            time.sleep(0.3)
            process.send_signal(signal.SIGTERM)
            assert status(heard(made)) == 200
        assert process.wait(10) == 0


def test_a_process_that_ends_is_started_again(tmp_path):
    with serving(tmp_path) as (process, port):

        def pids() -> set[str]:
            return {body(say(port, f"GET /pid HTTP/1.1\r\n{CLOSE}\r\n")) for _ in range(10)}

        victim = pids().pop()
        os.kill(int(victim), signal.SIGKILL)
        time.sleep(1.5)
        assert process.poll() is None
        assert victim not in pids()


def test_a_portal_that_cannot_start_ends_the_server(tmp_path):
    with serving(tmp_path, app="sys.modules['psp_portal.wsgi'] = types.SimpleNamespace()") as (
        process,
        _,
    ):
        assert process.wait(10) == 3
    assert "ImportError" in (tmp_path / "web.log").read_text()


def test_a_body_the_disk_cannot_keep_is_refused_and_the_server_goes_on(tmp_path):
    full = APP + (
        "import waitress.buffers as b, errno\n"
        "def full(*a, **k): raise OSError(errno.ENOSPC, 'full')\n"
        "b.TempfileBasedBuffer.newfile = full\n"
    )
    with serving(tmp_path, app=full) as (_, port):
        head = f"POST /length HTTP/1.1\r\n{CLOSE}Content-Length: 100000\r\n\r\n"
        assert status(say(port, head + "x" * 100_000)) == 507
        assert status(say(port, f"GET / HTTP/1.1\r\n{CLOSE}\r\n")) == 200
