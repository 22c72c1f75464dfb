"""What operators watch: the number of a request wherever it shows, no secret in a log, and counts of all processes."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import Settings
from redis.exceptions import ConnectionError as Away

from academy.accounts.models import User
from academy.jobs import operations as jobs
from academy.jobs.models import Job
from academy.monitoring import counts as counting
from academy.monitoring.logs import AsJson, Carry
from academy.monitoring.trace import current, following

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_counted() -> Iterator[None]:
    counting.counts.waiting.clear()
    counting.server().delete(counting.KEY)
    yield
    counting.server().delete(counting.KEY)


def metrics(client: Client, **headers: str) -> dict[tuple[str, str], float]:
    """Every sample by its name and its labels."""
    page = client.get("/metrics", headers=headers)
    assert page.status_code == 200
    return {
        (sample.name, " ".join(sorted(sample.labels.values()))): sample.value
        for family in text_string_to_metric_families(page.content.decode())
        for sample in family.samples
    }


def test_a_request_has_a_number_that_the_proxy_may_give_and_nobody_else_may_shape(client: Client) -> None:
    assert client.get("/livez", headers={"X-Request-ID": "from-the-proxy-1"})["X-Request-ID"] == "from-the-proxy-1"
    for given in ("short", 'evil" onload="', "a\u2028b" * 9, "x" * 65):
        answer = client.get("/livez", headers={"X-Request-ID": given})
        assert answer["X-Request-ID"] != given
        assert len(answer["X-Request-ID"]) == 16


def test_the_page_that_says_sorry_names_the_number_of_the_header_and_the_log(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    client.raise_request_exception = False
    caplog.handler.addFilter(Carry())
    monkeypatch.setattr("academy.style.samples", lambda: 1 / 0)
    answer = client.get("/en/style/")
    number = answer["X-Request-ID"]
    assert (answer.status_code, number in answer.content.decode()) == (500, True)
    assert [record.trace for record in caplog.records if record.exc_info] == [number]  # type: ignore[attr-defined]


def test_a_line_is_one_json_object_with_the_route_and_without_the_address(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    handler = caplog.handler
    handler.addFilter(Carry())
    with caplog.at_level(logging.INFO, "academy.monitoring.middleware"):
        client.force_login(User.objects.create_user("amina@example.org", name="Amina"))
        client.get("/en/sponsor/a-secret-of-the-sponsor/?q=amina")
    lines = [AsJson().format(record) for record in caplog.records]
    said = [json.loads(line) for line in lines]
    answered: dict[str, Any] = next(one for one in said if one["message"] == "answered")
    assert answered["route"] == "<lang>/sponsor/<str:secret>/".replace("<lang>", "en")
    assert answered["milliseconds"] > 0
    assert not any(word in line for line in lines for word in ("a-secret", "amina"))


def test_every_line_of_a_job_carries_the_job(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr("academy.documents.intake.draw", lambda _key: seen.append(current.get()))
    job = Job.objects.create(
        work="academy.documents.intake.draw", subject="1", asked_at="2026-01-01T00:00Z", due_at="2026-01-01T00:00Z"
    )
    jobs.run_now(job.pk)
    assert seen == [f"job-{job.pk}"]
    with following("one-number"):
        assert current.get() == "one-number"
    assert current.get() == "-"


def test_requests_are_counted_by_route_and_added_up_for_all_processes(client: Client) -> None:
    other = counting.Counts()
    for _visit in range(3):
        client.get("/en/privacy/")
    other.note("GET", "en/privacy/", 200, 0.3)
    other.hand_over()
    found = metrics(client)
    assert found[("academy_requests_total", "200 GET en/privacy/")] == 4
    assert found[("academy_request_seconds_count", "en/privacy/")] == 4
    assert found[("academy_request_seconds_bucket", "0.25 en/privacy/")] == 3
    assert found[("academy_part_works", "database")] == 1


def test_what_is_counted_waits_while_redis_is_away(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise Away

    mine = counting.Counts()
    mine.note("GET", "en/", 200, 0.1)
    with monkeypatch.context() as broken:
        broken.setattr(counting, "server", away)
        mine.hand_over()
    mine.hand_over()
    assert metrics(client)[("academy_requests_total", "200 GET en/")] == 1


def test_the_counts_are_for_who_has_the_token_or_sits_on_the_machine(client: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN = "a token of at least thirty-two characters"
    behind_a_proxy = {"X-Forwarded-For": "203.0.113.7"}
    assert client.get("/metrics", headers=behind_a_proxy).status_code == 404
    assert client.get("/metrics", headers=behind_a_proxy | {"Authorization": "Bearer wrong"}).status_code == 404
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.7").status_code == 404
    assert metrics(client, Authorization=f"Bearer {settings.METRICS_TOKEN}", **behind_a_proxy)
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics", headers=behind_a_proxy | {"Authorization": "Bearer "}).status_code == 404


def test_the_site_is_alive_while_a_part_is_away_and_then_not_ready(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("academy.health.PARTS", {"database": lambda: 1 / 0})
    assert client.get("/livez").status_code == 200
    assert client.get("/healthz").status_code == 503
