"""From the files of ``catalogue/data`` to dataclasses; knows files, not the database.

A course is a folder: ``facts.yaml`` holds dates, numbers and choices, once; ``en.yaml``, ``fr.yaml`` and ``es.yaml``
hold the texts, and both meet under the same keys. What is not known is left out; what is misspelt is refused.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from catalogue.texts import DATA, LANGUAGES, Malformed, Texts, merge, read, woven

Item = TypeVar("Item")


def no_text() -> Texts:
    """A text that is not known, in every language."""
    return Texts(dict.fromkeys(LANGUAGES, ""))


@dataclass(frozen=True, kw_only=True)
class Area:
    """A thematic area."""

    title: Texts
    about: Texts


@dataclass(frozen=True, kw_only=True)
class Module:
    """A module; its topics stand one a line."""

    title: Texts
    topics: Texts


@dataclass(frozen=True, kw_only=True)
class Week:
    """A week and its modules."""

    title: Texts
    modules: tuple[Module, ...]


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number as it was given at the time, and what it counts."""

    value: Texts
    label: Texts


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """A selection criterion and how much it counts."""

    title: Texts
    weight: int = 1


@dataclass(frozen=True, kw_only=True)
class Phase:
    """A phase with its periods, each a first and a last day."""

    kind: str
    place: Texts
    content: Texts = field(default_factory=no_text)
    weeks: str = ""
    periods: tuple[tuple[date, date], ...]


@dataclass(frozen=True, kw_only=True)
class Edition:
    """A run of a course; ``starts`` and ``ends`` stand here only when no phase says them."""

    delivery: str
    code: str = ""
    title: Texts = field(default_factory=no_text)
    languages: list[str]
    duration: Texts = field(default_factory=no_text)
    starts: date | None = None
    ends: date | None = None
    learning_hours: int | None = None
    applications_close: date | None = None
    electives_to_choose: int = 0
    areas_absent: str = ""
    policy: str | None = None
    archived: bool = False
    phases: tuple[Phase, ...] = ()
    figures: Mapping[str, Figure] = field(default_factory=dict)
    price: Mapping[str, int] = field(default_factory=dict)
    requirements: Mapping[str, int] = field(default_factory=dict)
    criteria: Mapping[str, Criterion] = field(default_factory=dict)
    passages: Mapping[str, Texts] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Course:
    """A course with all that hangs on it."""

    slug: str
    title: Texts
    summary: Texts
    abbreviation: str
    kind: str
    position: int
    languages: list[str]
    level: Texts = field(default_factory=no_text)
    duration: Texts = field(default_factory=no_text)
    diploma_eligible: bool = False
    diploma_required: bool = False
    gives_certificate: bool = False
    passages: Mapping[str, Texts]
    areas: Mapping[str, Area] = field(default_factory=dict)
    criteria: Mapping[str, Criterion] = field(default_factory=dict)
    weeks: tuple[Week, ...] = ()
    editions: Mapping[str, Edition] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class CancellationPolicy:
    """A policy; ``tiers`` are pairs of days at least (None: however late) and per cent of the price."""

    key: str
    name: Texts
    alternatives_notice_days: int
    bank_charges: int
    tiers: tuple[tuple[int | None, int], ...]


def courses(data: Path = DATA) -> list[Course]:
    """Every course of the folder. Raises Malformed."""
    return [course(path.parent) for path in sorted(data.glob("courses/*/facts.yaml"))]


def policies(data: Path = DATA) -> list[CancellationPolicy]:
    """Every cancellation policy of the folder. Raises Malformed."""
    found = merge(read(data / "policies" / "facts.yaml"), woven(data / "policies"), "policies")
    return [_policy(key, row) for key, row in found.items()]


def course(folder: Path) -> Course:
    """The course in the folder, whose name is the course's address. Raises Malformed."""
    slug = folder.name
    row = merge(read(folder / "facts.yaml"), woven(folder), slug)
    row["areas"] = _each(Area, row.get("areas", {}), f"{slug}.areas")
    row["criteria"] = _each(Criterion, row.get("criteria", {}), f"{slug}.criteria")
    row["weeks"] = tuple(_week(week, f"{slug}.weeks.{n}") for n, week in enumerate(row.get("weeks", [])))
    editions = row.get("editions", {}).items()
    row["editions"] = {
        key: _edition({"languages": row.get("languages", [])} | run, f"{slug}.{key}") for key, run in editions
    }
    return _build(Course, row | {"slug": slug}, slug)


def _build(kind: Callable[..., Item], row: Mapping[str, Any], where: str) -> Item:
    try:
        return kind(**row)
    except TypeError as error:
        raise Malformed(f"{where}: {error}") from error


def _each(kind: Callable[..., Item], rows: Mapping[str, Any], where: str) -> dict[str, Item]:
    return {key: _build(kind, row, f"{where}.{key}") for key, row in rows.items()}


def _week(row: dict[str, Any], where: str) -> Week:
    modules = [_build(Module, module, f"{where}.modules.{n}") for n, module in enumerate(row.get("modules", []))]
    return _build(Week, row | {"modules": tuple(modules)}, where)


def _edition(row: dict[str, Any], where: str) -> Edition:
    phases = tuple(_phase(phase, f"{where}.phases.{n}") for n, phase in enumerate(row.get("phases", [])))
    row["figures"] = _each(Figure, row.get("figures", {}), f"{where}.figures")
    row["criteria"] = _each(Criterion, row.get("criteria", {}), f"{where}.criteria")
    if any(phase.periods for phase in phases) and {"starts", "ends"} & row.keys():
        raise Malformed(f"{where}: the first and last day are those of the phases")
    return _build(Edition, row | {"phases": phases}, where)


def _phase(row: dict[str, Any], where: str) -> Phase:
    periods = tuple((first, last) for first, last in row.get("periods", []))
    return _build(Phase, row | {"periods": periods}, where)


def _policy(key: str, row: dict[str, Any]) -> CancellationPolicy:
    tiers = tuple((days, percent) for days, percent in row.get("tiers", []))
    return _build(CancellationPolicy, row | {"key": key, "tiers": tiers}, f"policies.{key}")
