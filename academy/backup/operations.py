"""Making the archive and putting it back.

The archive is a tar: ``manifest.json``, the database, and every private file that a row of that moment names. Files
are written once and never changed, so those of the moment are read after it; one that was erased in between is noted.
What is not in it: settings, and the key that seals certificates (SEAL_FILE). Keep those elsewhere, and not beside it.
"""

import hashlib
import json
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from django.apps import apps
from django.core.files.base import File
from django.core.files.storage import Storage, default_storage
from django.db import connection
from django.db.models import FileField

from academy import clock, release
from academy.backup import postgresql, sqlite

MANIFEST = "manifest.json"
CHUNK = 1024 * 1024
Ask = Callable[[str], list[Any]]


class Unfit(Exception):
    """The archive is damaged, is another database's, or the place to put it is not empty. Nothing was changed."""


def rooms() -> Any:
    """The module for the database in use."""
    return postgresql if connection.vendor == "postgresql" else sqlite


def back_up(to: Path) -> dict[str, Any]:
    """Write the archive and return its manifest. It appears under its name only once it is whole."""
    unfinished = to.with_name(f"{to.name}.part")
    with TemporaryDirectory(dir=to.parent) as name, tarfile.open(unfinished, "w") as archive:
        with rooms().moment(Path(name)) as (dump, ask):
            manifest = described(ask)
            names = names_of_files(ask)
        manifest["database"] = {"name": dump.name, "sha256": hash_of(dump.open("rb"))}
        archive.add(dump, dump.name)
        manifest["files"], manifest["gone"] = add_files(archive, names, Path(name))
        written = Path(name) / MANIFEST
        written.write_text(json.dumps(manifest, indent=1))
        archive.add(written, MANIFEST)
    unfinished.chmod(0o600)
    unfinished.rename(to)
    return manifest


def described(ask: Ask) -> dict[str, Any]:
    """When, of which release, and what stands in each table."""
    tables = {table: rooms().sum_of(ask, table) for table in sorted(connection.introspection.table_names())}
    about = {"made": clock.now().isoformat(), "release": release.fingerprint(), "vendor": connection.vendor}
    return {**about, "tables": tables}


def file_fields() -> Iterator[tuple[str, FileField]]:
    """Every field that names a private file, with its table."""
    for model in apps.get_models():
        yield from ((model._meta.db_table, field) for field in model._meta.fields if isinstance(field, FileField))


def names_of_files(ask: Ask) -> list[str]:
    """Every private file that a row names."""
    fields = [(table, field.column) for table, field in file_fields()]
    found = {row[0] for table, column in fields for row in ask(f'SELECT "{column}" FROM "{table}"') if row[0]}  # noqa: S608
    return sorted(found)


def add_files(archive: tarfile.TarFile, names: list[str], folder: Path) -> tuple[dict[str, str], list[str]]:
    """Copy the files into the archive. Returns their hashes by name, and the names of those that were gone."""
    hashes, gone = {}, []
    for name in names:
        if not default_storage.exists(name):
            gone.append(name)
            continue
        copy = folder / "file"
        with default_storage.open(name) as source, copy.open("wb") as target:
            for piece in source.chunks(CHUNK):
                target.write(piece)
        hashes[name] = hash_of(copy.open("rb"))
        archive.add(copy, f"files/{name}")
    return hashes, gone


def put_back(archive: Path, *, storage: Storage = default_storage) -> dict[str, Any]:
    """Fill an empty database and an empty storage from the archive, and compare every table and file with it.

    Raises Unfit before anything is written when the archive or the target is not fit for it.
    """
    demand_empty(storage)
    with TemporaryDirectory(dir=archive.parent) as name:
        folder = Path(name)
        with tarfile.open(archive) as opened:
            opened.extractall(folder, filter="data")
        manifest = checked(folder)
        rooms().put_back(folder / manifest["database"]["name"])
        put_files(folder / "files", manifest["files"], storage)
    demand_same(manifest)
    return manifest


def demand_empty(storage: Storage) -> None:
    """Raise Unfit unless there is no table and no private file."""
    if connection.introspection.table_names():
        raise Unfit("The database is not empty: restore into a new one.")
    if any(kept(storage, str(field.upload_to)) for _table, field in file_fields()):
        raise Unfit("The storage of private files is not empty: restore into a new one.")


def kept(storage: Storage, folder: str) -> list[str]:
    """What lies in a folder of the storage; nothing where the folder is not there yet."""
    try:
        return storage.listdir(folder)[1]
    except FileNotFoundError:
        return []


def checked(folder: Path) -> dict[str, Any]:
    """The manifest, once everything in the archive is what it says."""
    if not (folder / MANIFEST).exists():
        raise Unfit("This is no archive of this site: it has no manifest.")
    manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
    if manifest["vendor"] != connection.vendor:
        raise Unfit(f"The archive is of {manifest['vendor']}, the database here is {connection.vendor}.")
    parts = {manifest["database"]["name"]: manifest["database"]["sha256"]}
    parts |= {f"files/{name}": found for name, found in manifest["files"].items()}
    for name, expected in parts.items():
        if not (folder / name).exists() or hash_of((folder / name).open("rb")) != expected:
            raise Unfit(f"{name} is damaged or missing in the archive.")
    return manifest


def put_files(folder: Path, hashes: dict[str, str], storage: Storage) -> None:
    """Save every file under the name that its row knows, and read it again to compare."""
    for name, expected in hashes.items():
        with (folder / name).open("rb") as source:
            saved = storage.save(name, File(source))
        if saved != name or hash_of(storage.open(name).open("rb")) != expected:
            raise Unfit(f"{name} was not stored as it was.")


def demand_same(manifest: dict[str, Any]) -> None:
    """Raise Unfit unless every table holds exactly what it held."""
    with rooms().now() as ask:
        found = {table: rooms().sum_of(ask, table) for table in manifest["tables"]}
    different = [table for table, held in manifest["tables"].items() if found[table] != held]
    if different:
        raise Unfit(f"Not as they were: {', '.join(different)}.")


def hash_of(file: IO[bytes] | File) -> str:
    """SHA-256 of the rest of an open file, which is closed."""
    with file:
        digest = hashlib.sha256()
        while piece := file.read(CHUNK):
            digest.update(piece)
    return digest.hexdigest()
