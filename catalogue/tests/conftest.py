"""The catalogue of the files for tests that only need it to be there: it takes half a second to load."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from catalogue.operations.load import load_catalogue


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Within each module, tests that ask for ``loaded`` come last: those before them find an empty catalogue."""
    modules = {item.path: number for number, item in reversed([*enumerate(items)])}
    items.sort(key=lambda item: (modules[item.path], "loaded" in getattr(item, "fixturenames", ())))


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Loaded once for a module; what a test changes is rolled back after it as ever, and the whole at the end."""
    outer = transaction.atomic()
    with django_db_blocker.unblock():
        outer.__enter__()
        load_catalogue()
    yield
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        outer.__exit__(None, None, None)
