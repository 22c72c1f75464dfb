"""The site as processes: how it starts, and that it ends as a whole."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from academy import embedded
from academy.processes import Ended, Processes
from academy.testing.site import EmbeddedSite, SeparateSite

EVERY_PART = {"status": "ok", "database": True, "broker": True, "worker": True, "storage": True}
SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]


def asked(url: str) -> dict[str, object]:
    with urllib.request.urlopen(f"{url}/healthz") as answer:
        return dict(json.load(answer))


def alive(pid: int) -> bool:
    """Whether a process is there and not merely waiting to be buried."""
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


def test_every_part_of_the_separate_site_works(site: SeparateSite) -> None:
    assert asked(site.url) == EVERY_PART


def test_every_part_of_the_embedded_site_works_in_a_deep_folder(embedded_site: EmbeddedSite) -> None:
    assert asked(embedded_site.url) == EVERY_PART


def test_a_search_of_ten_thousand_characters_is_told_so_by_its_page(embedded_site: EmbeddedSite) -> None:
    with urllib.request.urlopen(f"{embedded_site.url}/en/courses/?text={'x' * 10_240}") as answer:
        assert "At most 200 characters, please." in answer.read().decode()


def test_a_second_site_in_the_same_folder_is_refused(embedded_site: EmbeddedSite) -> None:
    with pytest.raises(AssertionError, match=f"already runs at {embedded_site.url}"):
        embedded_site.manage("serve")


@pytest.mark.services
def test_a_site_ends_as_a_whole_when_one_part_is_killed_and_when_it_is_told_to(tmp_path: Path) -> None:
    with EmbeddedSite(tmp_path) as site:
        site.start()
        parts = children(site)
        os.kill(parts[-1], signal.SIGKILL)
        assert site.processes.running["site"].wait(timeout=5) == 1
        assert not any(alive(part) for part in parts)
        assert "The worker was killed by SIGKILL. Stopping the rest." in site.log.read_text()

        site.start()
        parts = children(site)
        began = time.monotonic()
        site.processes.running["site"].send_signal(signal.SIGTERM)
        assert site.processes.running["site"].wait(timeout=10) == 0
        assert time.monotonic() - began < 8  # 1.5 on a quiet machine; others may be at work on this one
        assert not any(alive(part) for part in parts)


def children(site: EmbeddedSite) -> list[int]:
    """The processes that ``serve`` started, in that order."""
    pid = site.processes.running["site"].pid
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.mark.services
def test_a_taken_port_is_named(tmp_path: Path) -> None:
    with (
        EmbeddedSite(tmp_path) as site,
        socket.create_server(("127.0.0.1", site.port)),
        pytest.raises(AssertionError, match=f"Port {site.port}"),
    ):
        site.manage("serve")


def test_children_are_told_apart_and_none_is_left() -> None:
    with Processes(os.environ) as processes:
        processes.start("first", *SLEEPER)
        processes.start("second", *SLEEPER)
        pids = [child.pid for child in processes.running.values()]
        processes.check()
        os.kill(pids[1], signal.SIGKILL)
        with pytest.raises(Ended, match="The second was killed by SIGKILL"):
            processes.wait_until(lambda: False, within=10)
    assert not any(alive(pid) for pid in pids)


def test_children_end_when_their_parent_is_killed() -> None:
    program = (
        "import os, sys, time; from academy.processes import Processes; p = Processes(os.environ);"
        f"p.start('child', *{SLEEPER!r}); print(p.running['child'].pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        child = int(parent.stdout.readline())
        time.sleep(0.5)
        parent.kill()
    until = time.monotonic() + 5
    while alive(child) and time.monotonic() < until:
        time.sleep(0.05)
    assert not alive(child)


def test_a_socket_goes_to_the_temporary_folder_when_its_path_is_too_long(tmp_path: Path) -> None:
    assert embedded.socket_path(Path("/srv/site")) == Path("/srv/site/valkey.sock")
    assert len(os.fsencode(embedded.socket_path(tmp_path / ("deep" * 40)))) <= embedded.LONGEST_SOCKET


def test_a_folder_that_is_open_to_everyone_is_no_place_for_the_socket(tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    with pytest.raises(PermissionError, match="must belong to you"):
        embedded.broker(tmp_path / "valkey.sock")
