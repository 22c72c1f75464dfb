"""Editions made up for the demonstration, with dates that are always relative to today."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from academy import clock
from catalogue.models import (
    CancellationPolicy,
    CancellationTier,
    Course,
    Edition,
    Elective,
    FinalAssignment,
    GroupWork,
    Passage,
    PassageKind,
    Phase,
    Rate,
    Session,
    ThematicArea,
)
from catalogue.operations.index import index_all

DATA = Path(__file__).parent / "data" / "demonstration.yaml"
LANGUAGES = ("en", "fr", "es")
APPLYING = (PassageKind.PREPARE, PassageKind.SELECTION)
TIERS = {14: 0, 8: 50, None: 100}
BANK_CHARGES = Decimal("15.00")


@cache
def data() -> dict[str, Any]:
    """The file, read once."""
    read: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return read


@transaction.atomic
def load_editions(today: date) -> list[Edition]:
    """Make or move the demonstration's editions; running it again on another day moves their dates along."""
    policy = load_policy()
    editions = [load_edition(row, policy, today) for row in data()["editions"]]
    index_all()
    return editions


def load_policy() -> CancellationPolicy:
    """The Centre's tiers, with a made-up sum for the bank, so that every line of a settlement can be seen."""
    names = ("Open courses (demonstration)", "Cours ouverts (démonstration)", "Cursos abiertos (demostración)")
    policy, _made = CancellationPolicy.objects.update_or_create(
        key="demonstration", defaults={"bank_charges": BANK_CHARGES, **in_languages("name", names)}
    )
    for days, percent in TIERS.items():
        CancellationTier.objects.update_or_create(
            policy=policy, days_at_least=days, defaults={"penalty_percent": percent}
        )
    return policy


def in_languages(field: str, texts: Any) -> dict[str, str]:
    """``title`` and three texts become ``title_en``, ``title_fr`` and ``title_es``."""
    return {f"{field}_{language}": text for language, text in zip(LANGUAGES, texts, strict=True)}


def monday_after(day: date) -> date:
    """The first Monday on or after ``day``."""
    return day + timedelta(days=-day.weekday() % 7)


def load_edition(row: dict[str, Any], policy: CancellationPolicy, today: date) -> Edition:
    """One edition with its phases, electives, price and requirements."""
    first = monday_after(today + timedelta(days=row["starts"]))
    edition, _made = Edition.objects.update_or_create(
        slug=row["code"],
        defaults={
            "code": row["code"],
            "course": Course.objects.get(slug=row["course"]),
            "starts": first,
            "ends": first + timedelta(days=max(last for phase in row["phases"] for _first, last in spans(phase))),
            "applications_open": today + timedelta(days=row["opens"]),
            "applications_close": today + timedelta(days=row["closes"]),
            "policy": policy,
            "published": True,
            "demonstration": True,
            **{name: row[name] for name in ("delivery", "languages", "capacity", "learning_hours")},
            "electives_to_choose": row.get("electives_to_choose", 0),
            "answer_days": row.get("answer_days"),
            "minimum": row.get("minimum"),
            "participation_percent": row.get("participation_percent"),
        },
    )
    for position, phase in enumerate(row["phases"]):
        load_phase(edition, position, phase, first)
    for kind, amount in row["price"].items():
        edition.price_parts.update_or_create(kind=kind, defaults={"amount": Decimal(amount)})
    for position, rate in enumerate(row.get("rates", [])):
        load_rate(edition, position, rate)
    for position, (kind, amount) in enumerate(row["requirements"].items()):
        edition.requirements.update_or_create(kind=kind, defaults={"amount": amount, "position": position})
    if row.get("electives"):
        load_electives(edition)
    for row_of_session in row.get("sessions", []):
        load_session(edition, first, *row_of_session)
    load_work(edition, first, row)
    load_applying(edition)
    return edition


def load_rate(edition: Edition, position: int, row: dict[str, Any]) -> None:
    """The price for one kind of participant."""
    titles: Any = in_languages("title", row["title"])
    rate, _made = Rate.objects.update_or_create(edition=edition, position=position, defaults=titles)
    for kind, amount in row["parts"].items():
        rate.parts.update_or_create(kind=kind, defaults={"amount": Decimal(amount)})


def load_work(edition: Edition, first: date, row: dict[str, Any]) -> None:
    """What is handed in, due so many days after the first one."""
    if said := row.get("assignment"):
        rules = {name: said[name] for name in ("late_days", "late_points", "counts") if name in said}
        due = first + timedelta(days=said["due"])
        work, _made = FinalAssignment.objects.update_or_create(
            edition=edition, defaults={**in_languages("task", said["task"]), "due": due, **rules}
        )
        for position, (key, weight, titles) in enumerate(said["criteria"]):
            named = in_languages("title", titles)
            work.criteria.update_or_create(key=key, defaults={"weight": weight, "position": position, **named})
    if said := row.get("group_work"):
        due = first + timedelta(days=said["due"])
        values = {**in_languages("task", said["task"]), "due": due, "countries": said["countries"], "team_size": 4}
        group, _made = GroupWork.objects.update_or_create(edition=edition, defaults=values)
        for position, titles in enumerate(said["roles"]):
            group.roles.update_or_create(position=position, defaults=in_languages("title", titles))


def load_applying(edition: Edition) -> None:
    """What the last real edition of the course said about applying, said again for this one."""
    said = Passage.objects.filter(course=edition.course, edition__demonstration=False, kind__in=APPLYING)
    for passage in said.order_by("edition__starts"):
        words = {f"text_{language}": getattr(passage, f"text_{language}") for language in LANGUAGES}
        Passage.objects.update_or_create(
            edition=edition, kind=passage.kind, defaults={"course": edition.course, **words}
        )


def load_session(
    edition: Edition,
    first: date,
    kind: str,
    day: int,
    time_of_day: str,
    minutes: int,
    language: str,
    interpreted: bool,
    where: str | list[str],
    titles: list[str],
) -> None:
    """One session; ``where`` is the room in each language, or the elective it is part of. The others are online."""
    on = first + timedelta(days=day)
    starts_at = datetime.combine(on, time.fromisoformat(time_of_day), tzinfo=clock.ROME)
    elective = edition.electives.get(key=where) if kind == "elective" else None
    room = where if isinstance(where, list) else []
    named: Any = in_languages("title", titles)
    held: Any = in_languages("place", room) if room else {}
    Session.objects.update_or_create(
        edition=edition,
        **named,
        defaults={
            "phase": edition.phases.filter(periods__starts__lte=on, periods__ends__gte=on).get(),
            "kind": kind,
            "elective": elective,
            "starts_at": starts_at,
            "ends_at": starts_at + timedelta(minutes=minutes),
            **held,
            "online_address": "" if room else "https://ecampus.example.org/room",
            "language": language,
            "interpreted": interpreted,
        },
    )


def spans(phase: dict[str, Any]) -> list[list[int]]:
    """The periods of a phase as days after the first day of the edition."""
    return phase.get("spans") or [[phase["from"], phase["to"]]]


def load_phase(edition: Edition, position: int, row: dict[str, Any], first: date) -> None:
    """One phase and its periods."""
    phase, _made = Phase.objects.update_or_create(
        edition=edition,
        position=position,
        defaults={"kind": row["kind"], "weeks": row["weeks"], **in_languages("place", row["place"])},
    )
    periods = [(first + timedelta(days=since), first + timedelta(days=until)) for since, until in spans(row)]
    if list(phase.periods.values_list("starts", "ends")) != periods:
        phase.periods.all().delete()
        for starts, ends in periods:
            phase.periods.create(starts=starts, ends=ends)


def load_electives(edition: Edition) -> None:
    """The named electives, each in its thematic area and in the phase where it is held."""
    phases = {phase.kind: phase for phase in edition.phases.order_by("-position")}
    for key, rows in data()["electives"].items():
        area = ThematicArea.objects.get(course=edition.course, key=key)
        for position, row in enumerate(rows):
            phase = phases["residential" if row["delivery"] == "face-to-face" else "online"]
            Elective.objects.update_or_create(
                edition=edition,
                key=row["key"],
                defaults={
                    "area": area,
                    "phase": phase,
                    "position": position,
                    **{name: row[name] for name in ("language", "delivery", "capacity")},
                    "slot": row.get("slot", ""),
                    **in_languages("title", row["title"]),
                    **in_languages("about", row["about"]),
                    **in_languages("schedule", row["schedule"]),
                },
            )
