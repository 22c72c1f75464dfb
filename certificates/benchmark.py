"""Certificates of those who completed the benchmark's editions. Their PDFs are not made: nobody measures those here."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any

from academy import clock
from academy.bulk import Row, next_key, pour, settle
from certificates.models import Certificate, CertificateChange
from certificates.rules.number import RANDOM_BITS, number
from enrolment.models import Place


def load_certificates(most: int) -> int:
    """One for every place whose work is recorded, at most so many; answers how many there are."""
    chance, first = Random(most), next_key(Certificate)
    rows = [certificate_row(chance, first + position, place) for position, place in enumerate(completed(most))]
    pour(Certificate, rows)
    pour(CertificateChange, (change for row in rows for change in changes(row)))
    settle(Certificate, CertificateChange)
    return len(rows)


def completed(most: int) -> Iterator[dict[str, Any]]:
    """The places, with what stands on a certificate."""
    names = ("course__abbreviation", "course__title_en", "code", "starts", "ends", "learning_hours")
    done = Place.objects.filter(evidence__isnull=False, edition__course__slug__startswith="benchmark-").order_by("pk")
    of_edition = [f"edition__{name}" for name in names]
    yield from done.values("pk", "application__certificate_name", *of_edition)[:most].iterator()


def certificate_row(chance: Random, pk: int, place: dict[str, Any]) -> Row:
    """An issued certificate, ordered a week after the last day."""
    ends = place["edition__ends"]
    data = {"name": place["application__certificate_name"], "course": place["edition__course__title_en"]}
    data |= {"code": place["edition__code"], "hours": place["edition__learning_hours"]}
    data |= {"starts": place["edition__starts"].isoformat(), "ends": ends.isoformat(), "issued_on": ends.isoformat()}
    return {
        "id": pk,
        "number": number(place["edition__course__abbreviation"], ends.year, chance.getrandbits(RANDOM_BITS)),
        "place_id": place["pk"],
        "state": "issued",
        "language": "en",
        "status_index": pk,
        "data": data,
        "ordered_at": clock.start_of_day(ends + timedelta(days=7)),
    }


def changes(row: Row) -> Iterator[Row]:
    """Ordered and issued."""
    of_row = {"certificate_id": row["id"], "by_id": None, "at": row["ordered_at"], "why": ""}
    yield of_row | {"verb": "order", "source": "", "target": "ordered"}
    yield of_row | {"verb": "issue", "source": "ordered", "target": "issued"}
