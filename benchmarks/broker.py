"""Which broker needs no server? ``make bench`` measures kombu's filesystem transport against a private Valkey.

For each: how many tasks a second are sent and done, and, when the worker is killed five times over the work, how many
tasks are never done, and how many twice. The worker is set as the site's is. Writes a table.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

from celery import Celery

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from academy import embedded
from academy.processes import Processes

MANY, SLOW, KILLS = 1000, 300, 5
VISIBLE_AGAIN = 5
FOLDER = Path(os.environ.get("BENCHMARK_FOLDER", "/nowhere"))
BROKERS = {
    "filesystem": {
        "data_folder_in": str(FOLDER / "messages"),
        "data_folder_out": str(FOLDER / "messages"),
        "control_folder": str(FOLDER / "control"),
        "polling_interval": 0.05,
    },
    "valkey": {"visibility_timeout": VISIBLE_AGAIN, "unacked_restore_interval": 1},
}
BROKER = os.environ.get("BENCHMARK_BROKER", "valkey")

app = Celery("broker", broker="filesystem://" if BROKER == "filesystem" else f"redis+socket://{FOLDER}/valkey.sock")
app.conf.update(
    broker_transport_options=BROKERS[BROKER],
    broker_connection_retry_on_startup=True,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_ignore_result=True,
    worker_prefetch_multiplier=1,
)


@app.task(name="note")
def note(number: int, seconds: float) -> None:
    """Take some time, then leave a line."""
    time.sleep(seconds)
    with (FOLDER / "done").open("a") as file:
        file.write(f"{number}\n")


def done() -> list[str]:
    """The numbers of the tasks that were done, in that order."""
    return (FOLDER / "done").read_text().split()


def until(enough: int, patience: float) -> bool:
    """Wait for ``enough`` different tasks; gives up when nothing more was done for ``patience`` seconds."""
    seen, since = 0, time.monotonic()
    while len(set(done())) < enough:
        if len(done()) > seen:
            seen, since = len(done()), time.monotonic()
        if time.monotonic() - since > patience:
            return False
        time.sleep(0.02)
    return True


def send(count: int, seconds: float) -> float:
    """Send ``count`` tasks; returns the seconds that it took."""
    (FOLDER / "done").write_text("")
    began = time.monotonic()
    for number in range(count):
        note.delay(number, seconds)
    return time.monotonic() - began


def start_worker(processes: Processes) -> None:
    """A worker with two processes, as the site's."""
    flags = "worker --concurrency 2 --without-gossip --without-mingle --loglevel ERROR"
    processes.start(
        "worker", sys.executable, "-W", "ignore", "-m", "celery", "--quiet", "--app", "broker", *flags.split()
    )


def measure() -> None:
    """Both measurements for one broker, as a row of the table."""
    for name in ("messages", "control"):
        (FOLDER / name).mkdir()
    here = os.environ | {"PYTHONPATH": str(Path(__file__).parent)}
    with Path(os.devnull).open("wb") as silence, Processes(here, silence) as processes:
        if BROKER == "valkey":
            processes.start("broker", *embedded.broker(FOLDER / "valkey.sock"))
            processes.wait_until((FOLDER / "valkey.sock").exists, within=10)
        sending = send(MANY, 0)
        start_worker(processes)
        until(1, patience=60)
        began, already = time.monotonic(), len(done())
        until(MANY, patience=60)
        doing = time.monotonic() - began

        send(SLOW, 0.05)
        for kill in range(1, KILLS + 1):
            until(SLOW * kill // (KILLS + 1), patience=60)
            processes.kill("worker")
            start_worker(processes)
        until(SLOW, patience=15 + VISIBLE_AGAIN)
        kept = done()
        lost, twice = SLOW - len(set(kept)), len(kept) - len(set(kept))
    print(
        f"| {BROKER} | {MANY / sending:.0f} | {(MANY - already) / doing:.0f} | {lost} of {SLOW} | {twice} |", flush=True
    )


def main() -> None:
    """Measure each broker twice, each time in a fresh process and folder."""
    print(
        "| broker | sent a second | done a second | lost in five kills | done twice |\n| --- | --- | --- | --- | --- |",
        flush=True,
    )
    for broker in [*BROKERS] * 2:
        with (
            tempfile.TemporaryDirectory() as folder,
            Processes(os.environ | {"BENCHMARK_BROKER": broker, "BENCHMARK_FOLDER": folder}) as processes,
        ):
            processes.run(sys.executable, __file__, "one")


if __name__ == "__main__":
    measure() if sys.argv[1:] == ["one"] else main()
