"""The table of what is kept: its rows, and collecting them from every app."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from importlib import import_module
from operator import or_
from types import ModuleType
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet
from django.utils.module_loading import module_has_submodule

from academy.accounts.models import User


@dataclass(frozen=True)
class Kept:
    """Fields of one model that say something about a person.

    ``whose`` names the ways from a row to the account of the person whose data it is; none where none leads there.
    ``address`` is a field with an e-mail address that shows whose it is. With neither, it is in nobody's copy.
    ``files`` names the fields that lead to a document of that person. ``after`` says why the row outlives the account;
    empty: it goes with it.
    """

    model: str
    fields: str
    what: Any
    why: Any
    until: Any
    whose: str = ""
    address: str = ""
    files: str = ""
    after: Any = ""

    @property
    def rows(self) -> QuerySet[Any]:
        """All rows of the model."""
        return apps.get_model(self.model)._default_manager.all()

    def of(self, person: User) -> QuerySet[Any]:
        """The rows that are the person's."""
        ways = [Q(**{way: person.pk}) for way in self.whose.split()]
        ways += [Q(**{f"{self.address}__iexact": person.email})] if self.address else []
        return self.rows.filter(reduce(or_, ways, Q(pk__in=[]))).distinct()


@dataclass(frozen=True)
class Due:
    """Rows that are to go: those due on a day, and what is done to each of them, in a transaction of its own."""

    name: str
    what: Any
    rows: Callable[[date], QuerySet[Any]]
    deed: Callable[[Any, datetime], None]


def delete(row: Model, now: datetime) -> None:
    """The row goes, and what hangs on it."""
    row.delete()


def modules() -> Iterator[ModuleType]:
    """The module ``keeping`` of every app that has one, those of the upper apps first."""
    for config in reversed(list(apps.get_app_configs())):
        if config.name != "academy" and module_has_submodule(config.module, "keeping"):
            yield import_module(f"{config.name}.keeping")


def kept() -> list[Kept]:
    """Every row of the table, in the order in which a person meets them: account, application, certificate."""
    return [row for module in reversed(list(modules())) for row in getattr(module, "KEPT", ())]


def not_personal() -> dict[str, str]:
    """By model, the fields that say nothing about a person; ``*`` for all of them."""
    return {model: fields for module in modules() for model, fields in getattr(module, "NOT_PERSONAL", {}).items()}


def dues() -> list[Due]:
    """Everything that goes by itself."""
    return [due for module in modules() for due in getattr(module, "DUES", ())]


def hindrances(person: User, today: date) -> list[str]:
    """What the person must settle before the account can be erased, in words."""
    found = [module.hindrances for module in modules() if hasattr(module, "hindrances")]
    return [words for look in found for words in look(person, today)]


def forget(person: User, now: datetime) -> None:
    """Erase what goes with the account, the upper apps' part first."""
    for module in modules():
        if hasattr(module, "forget"):
            module.forget(person, now)
