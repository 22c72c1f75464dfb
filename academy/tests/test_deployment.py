"""What stands beside the code, compose.yaml, the example of production's settings and the manual, fits the code."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from academy.processes import web

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = set(re.findall(r'(?:env\.\w+|demanded)\(\s*"([A-Z][A-Z0-9_]*)"', (ROOT / "academy/settings.py").read_text()))
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
OURS = ["prepare", "web", "worker", "beat"]


def test_settings_are_found() -> None:
    assert {"SECRET_KEY", "DATABASE_URL", "S3_BUCKET", "TRUSTED_PROXIES"} <= SETTINGS


def test_compose_has_every_process() -> None:
    assert set(COMPOSE["services"]) == {*OURS, "db", "redis", "nginx"}


@pytest.mark.parametrize("name", OURS)
def test_compose_names_only_variables_that_the_settings_read(name: str) -> None:
    assert set(COMPOSE["services"][name]["environment"]) <= SETTINGS


@pytest.mark.parametrize("name", sorted(set(COMPOSE["services"]) - {"prepare"}))
def test_every_lasting_service_has_a_health_check_and_comes_back(name: str) -> None:
    service = COMPOSE["services"][name]
    assert service["healthcheck"]["test"]
    assert service["restart"] == "unless-stopped"


def test_compose_keeps_what_must_be_kept() -> None:
    used = {mount.split(":")[0] for service in COMPOSE["services"].values() for mount in service.get("volumes", ())}
    assert set(COMPOSE["volumes"]) <= used


def test_the_example_names_only_variables_that_the_settings_read() -> None:
    lines = (ROOT / "docs/production.env").read_text().splitlines()
    assert {line.split("=")[0] for line in lines if not line.startswith("#")} <= SETTINGS


def test_the_manual_explains_every_variable_and_no_other() -> None:
    manual = (ROOT / "docs/operating.md").read_text()
    assert set(re.findall(r"`([A-Z][A-Z0-9_]{3,})`", manual)) - {"POSTGRES_PASSWORD"} == SETTINGS


def test_the_image_and_make_install_the_same_libraries() -> None:
    wanted = re.findall(r"need (lib\S+)", (ROOT / ".ci/setup.sh").read_text())
    assert set(wanted) == set(re.findall(r"lib\w+[\w.-]*-?\d", (ROOT / "Dockerfile").read_text()))


def test_the_image_serves_as_make_run_does() -> None:
    said = json.loads((ROOT / "Dockerfile").read_text().rpartition("\nCMD ")[2].replace("\\\n", ""))
    flags = "--workers 2 --threads 4 --limit-request-line 0 --no-control-socket"
    assert flags in " ".join(said).replace("--bind 0.0.0.0:8000 ", "") and flags in " ".join(web(8000))
    assert flags.removesuffix(" --no-control-socket") in (ROOT / "docs/operating.md").read_text()


def test_the_image_does_not_run_as_root() -> None:
    final = (ROOT / "Dockerfile").read_text().rpartition("\nFROM ")[2]
    assert "\nUSER academy\n" in final
