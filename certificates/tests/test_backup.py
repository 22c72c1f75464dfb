"""A backup of a whole site, restored elsewhere by the commands that an operator types, holds every row and file."""

import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.core.files.storage import InMemoryStorage, default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from psycopg.conninfo import make_conninfo
from pytest_django import Settings

from academy.backup import operations, postgresql
from academy.documents.models import Document
from academy.documents.operations import keep
from certificates.tests.build import issued
from enrolment.models import LedgerEntry
from enrolment.tests import build

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The settings of another installation: an empty database of the same kind, and an empty folder."""
    there = os.environ | {"VAR_DIR": str(tmp_path / "there")}
    if connection.vendor == "sqlite":
        (tmp_path / "there").mkdir()
        yield there | {"DATABASE_URL": f"sqlite:///{tmp_path / 'there.sqlite3'}"}
        return
    given = connection.get_connection_params()
    known = {name: given[name] for name in postgresql.KNOWN_TO_LIBPQ if given.get(name)}
    with psycopg.connect(make_conninfo(**known), autocommit=True) as server:
        name = f"restored_{os.getpid()}"  # each of the processes that test has one
        server.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        yield there | {"DATABASE_URL": f"postgres://{given['user']}@/{name}?host={given['host']}"}
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def manage(there: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the other installation."""
    program = [sys.executable, str(settings.BASE_DIR / "manage.py"), *command]
    where = there | {"DJANGO_SETTINGS_MODULE": "academy.settings", "DEMONSTRATION": "true", "ENV_FILE": os.devnull}
    return subprocess.run(program, env=where, capture_output=True, text=True, check=False)


def manifest_of(archive: Path) -> dict[str, dict[str, object]]:
    """What the archive says is in it."""
    with tarfile.open(archive) as opened:
        file = opened.extractfile("manifest.json")
        assert file
        return json.load(file)


def test_what_was_backed_up_is_restored_row_by_row_and_file_by_file(elsewhere: dict[str, str], tmp_path: Path) -> None:
    issued(build.open_edition(), **build.SPONSOR)
    archive, again = tmp_path / "backup.tar", tmp_path / "again.tar"
    call_command("backup", archive)
    assert archive.stat().st_mode & 0o777 == 0o600
    done = manage(elsewhere, "restore", str(archive))
    assert done.returncode == 0, done.stderr
    assert manage(elsewhere, "backup", str(again)).returncode == 0
    here, there = manifest_of(archive), manifest_of(again)
    assert here["tables"] == there["tables"]
    assert here["tables"]["enrolment_ledgerentry"][0] == LedgerEntry.objects.count() == 2  # type: ignore[index]
    assert here["files"] == there["files"]
    assert len(here["files"]) == Document.objects.count() > 1
    refused = manage(elsewhere, "restore", str(archive))
    assert (refused.returncode, "not empty" in refused.stderr) == (1, True)


def test_nothing_is_restored_from_a_damaged_archive(elsewhere: dict[str, str], tmp_path: Path) -> None:
    document = keep(b"%PDF-1.7 one", title="a.pdf", content_type="application/pdf")
    archive = tmp_path / "backup.tar"
    call_command("backup", archive)
    content = archive.read_bytes()
    archive.write_bytes(content.replace(b"%PDF-1.7 one", b"%PDF-1.7 two"))
    refused = manage(elsewhere, "restore", str(archive))
    assert (refused.returncode, f"{document.file.name} is damaged" in refused.stderr) == (1, True)
    archive.write_bytes(content)
    assert manage(elsewhere, "restore", str(archive)).returncode == 0


def test_a_backup_is_never_written_over_and_a_file_that_is_gone_is_named(tmp_path: Path) -> None:
    document = keep(b"%PDF-1.7", title="a.pdf", content_type="application/pdf")
    default_storage.delete(str(document.file.name))
    archive = tmp_path / "backup.tar"
    assert operations.back_up(archive)["gone"] == [document.file.name]
    with pytest.raises(CommandError, match="there already"):
        call_command("backup", archive)


def test_files_come_from_and_go_to_any_storage(settings: Settings, tmp_path: Path) -> None:
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
    document = keep(b"%PDF-1.7 in memory", title="a.pdf", content_type="application/pdf")
    archive, elsewhere = tmp_path / "backup.tar", InMemoryStorage()
    hashes = operations.back_up(archive)["files"]
    with tarfile.open(archive) as opened:
        opened.extractall(tmp_path / "opened", filter="data")
    operations.put_files(tmp_path / "opened" / "files", hashes, elsewhere)
    assert elsewhere.open(str(document.file.name)).read() == b"%PDF-1.7 in memory"
    with pytest.raises(operations.Unfit, match="not stored as it was"):
        operations.put_files(tmp_path / "opened" / "files", hashes, elsewhere)
