"""The PDF of a diploma, read back: one sheet upright, however long it is, in each language and any script."""

import io
from typing import Any

import pikepdf
import pytest

from certificates.models import Certificate, Kind
from certificates.operations.render import drawn
from certificates.tests.test_certificate_pdf import text_of

COURSES = ["Academy on Labour Migration", "Fair recruitment", "Measuring labour migration", "Coherent policies"]
SAYS: dict[str, Any] = {
    "name": "Amina DIALLO",
    "course": "Diploma for Labour Migration Experts and Practitioners",
    "courses": [{"title": title, "on": f"202{number}-06-30"} for number, title in enumerate(COURSES, start=2)],
    "capstone": "Fair corridors",
    "starts": "2022-06-30",
    "ends": "2026-11-20",
    "signatories": [
        {"office": "The Director", "of": "International Training Centre of the ILO"},
        {"office": "The Programme Manager", "of": "Social Protection, Governance and Tripartism"},
    ],
    "place_of_issue": "Turin",
    "issued_on": "2026-11-28",
}
LONG = {
    "name": "María de los Ángeles Fernández-Villaverde y Rodríguez de la Borbolla Echeverría y Castillo",
    "courses": [{"title": f"{title} {title} {title} {title}", "on": "2022-06-30"} for title in COURSES],
    "capstone": "Towards a corridor of fair recruitment between Senegal and Spain: agreements, agencies and partners "
    * 2,
}


def diploma(language: str = "en", **changes: Any) -> bytes:
    return drawn(Certificate(number="LMEP-2026-7K3M-9QXW", kind=Kind.DIPLOMA, language=language, data=SAYS | changes))


@pytest.mark.parametrize(
    ("language", "days"),
    [
        ("en", "between 30 June 2022 and 20 November 2026"),
        ("fr", "du 30 juin 2022 au 20 novembre 2026"),
        ("es", "entre el 30 de junio de 2022 y el 20 de noviembre de 2026"),
    ],
)
def test_it_says_everything_in_each_language(language: str, days: str) -> None:
    text = text_of(diploma(language))
    for part in ("Amina DIALLO", *COURSES, "Fair corridors", "LMEP-2026-7K3M-9QXW", days):
        assert part in text, part


@pytest.mark.parametrize("name", ["أمينة ديالو", "王小明", "अमीना देवी", "อามีนา", "Ἀμίνα Διάλλο", "ამინა", "አሚና"])
@pytest.mark.parametrize("long", [False, True])
def test_it_is_one_tagged_sheet_upright(name: str, long: bool) -> None:
    changes: dict[str, Any] = (LONG if long else {}) | {"name": name}
    with pikepdf.open(io.BytesIO(diploma(**changes))) as file:
        (page,) = file.pages
        _left, _bottom, width, height = map(float, page.mediabox)
        assert (round(width), round(height)) == (595, 842)
        assert bool(file.Root.MarkInfo.Marked) and "/StructTreeRoot" in file.Root


def test_the_longest_stays_on_one_sheet_in_each_language() -> None:
    for language in ("en", "fr", "es"):
        with pikepdf.open(io.BytesIO(diploma(language, **LONG))) as file:
            assert len(file.pages) == 1
