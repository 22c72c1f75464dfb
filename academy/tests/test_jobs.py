"""Rows are the truth: what is asked for is done once, whatever becomes of messages and workers."""

from datetime import datetime, timedelta

import celery
import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from academy import clock
from academy.jobs import messages, operations, tasks
from academy.jobs.models import Job, JobState
from academy.jobs.operations import MOST_ATTEMPTS, ask, claim, retry, run_now, sweep

done: list[str] = []


def work(subject: str) -> None:
    """Work that succeeds."""
    done.append(subject)


def broken(subject: str) -> None:
    """Work that fails."""
    raise RuntimeError("no ink")


@pytest.fixture(autouse=True)
def nudged(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The messages that would go to the broker."""
    done.clear()
    sent: list[int] = []
    monkeypatch.setattr(operations, "nudge", lambda job_id, *_priority: sent.append(job_id))
    return sent


def later(monkeypatch: pytest.MonkeyPatch, seconds: int) -> datetime:
    """Move the clock on."""
    moment = clock.now() + timedelta(seconds=seconds)
    monkeypatch.setattr(clock, "now", lambda: moment)
    return moment


@pytest.mark.django_db
def test_asking_twice_while_it_waits_is_asking_once() -> None:
    assert ask(work, 7) == ask(work, 7)
    assert Job.objects.get().subject == "7"


@pytest.mark.django_db
def test_a_message_goes_out_only_after_the_commit(
    nudged: list[int], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        job = ask(work, 7)
        assert nudged == []
    assert nudged == [job.pk]


@pytest.mark.django_db
def test_a_job_is_done_once_however_often_the_message_comes() -> None:
    job = ask(work, 7)
    run_now(job.pk)
    run_now(job.pk)
    assert done == ["7"]
    assert Job.objects.get().state == JobState.DONE


@pytest.mark.django_db
def test_done_work_can_be_asked_for_again() -> None:
    run_now(ask(work, 7).pk)
    run_now(ask(work, 7).pk)
    assert done == ["7", "7"]


@pytest.mark.django_db
def test_a_failure_is_kept_and_tried_again_later() -> None:
    job = ask(broken, 7)
    run_now(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.PENDING, 1)
    assert "no ink" in job.error
    assert job.due_at > clock.now()


@pytest.mark.django_db
def test_after_the_last_attempt_the_job_is_failed_and_can_be_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    job = ask(broken, 7)
    for _attempt in range(MOST_ATTEMPTS):
        run_now(job.pk)
        later(monkeypatch, 600)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.FAILED, MOST_ATTEMPTS)
    retry(job)
    assert claim(job.pk) is not None


@pytest.mark.django_db
def test_a_held_job_is_nobody_elses_until_its_lease_ends(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    job = ask(work, 7)
    assert claim(job.pk) is not None
    assert claim(job.pk) is None
    later(monkeypatch, settings.JOB_LEASE + 1)
    assert claim(job.pk) is not None


@pytest.mark.django_db
def test_the_sweep_finds_what_the_broker_dropped(nudged: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    job = ask(work, 7)
    assert sweep() == 0, "a fresh job is left to its own message"
    later(monkeypatch, 60)
    assert sweep() == 1
    assert nudged == [job.pk]


@pytest.mark.django_db
def test_a_long_queue_is_not_made_longer(nudged: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = [ask(work, number).pk for number in range(5)]
    later(monkeypatch, 60)
    for held, expected in ((5, jobs[:1]), (9, jobs[:1]), (2, jobs[:3]), (0, jobs)):
        monkeypatch.setattr(operations, "on_their_way", lambda held=held: held)
        nudged.clear()
        assert sweep() == len(expected)
        assert nudged == expected


def test_the_messages_on_their_way_are_counted_and_none_when_the_broker_is_away(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    before = messages.on_their_way()
    messages.nudge(0)
    messages.nudge(0, messages.LATER)
    assert messages.on_their_way() == before + 2
    celery.current_app.control.purge()
    assert messages.on_their_way() == 0
    monkeypatch.setattr(
        celery.current_app, "connection_for_read", lambda: celery.current_app.connection("redis://[::1]:1/")
    )
    assert messages.on_their_way() == 0


@pytest.mark.django_db
def test_the_sweep_gives_up_a_job_that_kills_its_workers(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    job = ask(work, 7)
    for _attempt in range(MOST_ATTEMPTS):
        assert claim(job.pk) is not None
        later(monkeypatch, settings.JOB_LEASE + 1)
    sweep()
    job.refresh_from_db()
    assert job.state == JobState.FAILED


def test_without_a_broker_one_message_fails_and_the_next_is_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[object] = []

    def refuse(*args: object, **options: object) -> None:
        tried.append(args)
        raise ConnectionError

    monkeypatch.setattr(celery.current_app, "send_task", refuse)
    monkeypatch.setattr(messages, "silence", messages.Silence())
    messages.nudge(1)
    messages.nudge(2)
    assert tried == [(tasks.run.name, (1,))]
