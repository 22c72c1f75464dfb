"""The PDF of a certificate, read back: its words, its tags, its typefaces, its bytes."""

import io
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pypdfium2
import pytest

from academy.errors import Refused
from certificates import glyphs, pdf, typefaces
from certificates.models import Certificate
from certificates.operations.render import drawn

OURS = {"Centre-Sans", "Centre-Sans-Semi-Bold", "Centre-Serif", "Naskh"}
SAYS: dict[str, Any] = {
    "name": "Amina DIALLO",
    "course": "Academy on Labour Migration",
    "code": "A9718056",
    "starts": "2025-06-30",
    "ends": "2025-08-01",
    "phases": [
        {"kind": "Online", "place": "eCampus", "periods": [{"starts": "2025-06-30", "ends": "2025-07-20"}]},
        {"kind": "Residential", "place": "Turin, Italy", "periods": [{"starts": "2025-07-21", "ends": "2025-07-25"}]},
    ],
    "electives": ["Skills recognition"],
    "signatories": [{"office": "The Director", "of": "International Training Centre of the ILO"}],
    "place_of_issue": "Turin",
    "issued_on": "2025-08-04",
}


def certificate(language: str = "en", **changes: Any) -> Certificate:
    return Certificate(number="LMA-2025-7K3M-9QXW", language=language, data=SAYS | changes)


def text_of(content: bytes) -> str:
    return " ".join("\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages).split())


@pytest.mark.parametrize(
    ("language", "dates"),
    [("en", "30 June – 1 August 2025"), ("fr", "30 juin – 1er août 2025"), ("es", "30 de junio – 1 de agosto de 2025")],
)
def test_its_words_can_be_read_back_in_each_language(language: str, dates: str) -> None:
    text = text_of(drawn(certificate(language))).replace("\u2009", " ")
    for part in ("Amina DIALLO", "Academy on Labour Migration", "A9718056", "Skills recognition", "LMA-2025-7K3M-9QXW"):
        assert part in text
    assert dates in text, text


def test_nothing_in_its_style_is_left_out(caplog: pytest.LogCaptureFixture) -> None:
    typefaces.sheet.cache_clear()
    drawn(certificate())
    assert [record.getMessage() for record in caplog.records] == []


@pytest.mark.parametrize(
    "name", ["Nguyễn Thị Thuỳ Dương", "Łukasz Żółć-Ősi", "Қасымжанов Ғабит", "Ευαγγελία Παπαδοπούλου", "محمد خالد"]
)
def test_names_in_other_letters_are_read_back_whole(name: str) -> None:
    content = drawn(certificate(name=name))
    assert name in text_of(content) or name in text_of(content).replace("\u200f", "")


SCRIPTS = {
    "王小明": "Noto-Sans-CJK",
    "鈴木さくら": "Noto-Sans-CJK",
    "김민수": "Noto-Sans-CJK",
    "प्रियंका शर्मा": "Noto-Serif-Devanagari",
    "শ্রেষ্ঠ রবীন্দ্রনাথ": "Noto-Serif-Bengali",
    "இளங்கோவன்": "Noto-Serif-Tamil",
    "ಕೃಷ್ಣಮೂರ್ತಿ": "Noto-Serif-Kannada",
    "ශ්‍රී ලංකා": "Noto-Serif-Sinhala",
    "สมชาย น้ำ": "Noto-Serif-Thai",
    "សុខា ស្រី": "Noto-Serif-Khmer",
    "အောင်ဆန်းစုကြည်": "Noto-Serif-Myanmar",
    "ପ୍ରଦୀପ": "Noto-Sans-Oriya",
    "བསྟན་འཛིན": "Noto-Serif-Tibetan",
    "አበበ ቢቂላ": "Noto-Serif-Ethiopic",
    "გიორგი": "Noto-Serif-Georgian",
    "דוד בן": "Noto-Serif-Hebrew",
    "Ɗanladi Ɓuhari": "Noto-Serif",
}


@pytest.mark.parametrize(("name", "typeface"), SCRIPTS.items())
def test_a_name_in_any_script_is_shaped_embedded_and_read_back(name: str, typeface: str, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(drawn(certificate(name=name)))
    read = subprocess.run(["pdftotext", tmp_path / "a.pdf", "-"], capture_output=True, text=True, check=True)
    assert name in re.sub("[\u200f\u202a-\u202c]", "", read.stdout)
    with pikepdf.open(tmp_path / "a.pdf") as file:
        assert embedded(file) == OURS - {"Naskh"} | {typeface}


def test_a_program_that_reads_aloud_gets_the_name_letter_by_letter() -> None:
    with pikepdf.open(io.BytesIO(drawn(certificate(name="علي प्रियंका")))) as file:
        told = [
            str(one.ActualText)
            for one in file.objects
            if isinstance(one, pikepdf.Dictionary) and "/S" in one and "/ActualText" in one
        ]
    assert told == ["علي प्रियंका"]


def test_one_character_has_the_shape_of_the_language_that_the_name_is_in() -> None:
    one, other = (drawn(certificate(name="直", name_language=language)) for language in ("zh-Hans", "ja"))
    assert [drawing(one) == drawing(each) for each in (one, other)] == [True, False]


@pytest.mark.parametrize(
    ("name", "country", "language"),
    [
        ("王小明", "CN", "zh-Hans"),
        ("陳美玲", "TW", "zh-Hant"),
        ("鈴木", "JP", "ja"),
        ("鈴木さくら", "BR", "ja"),
        ("김민수", "US", "ko"),
        ("Amina", "SN", ""),
    ],
)
def test_the_language_of_a_name_in_chinese_characters(name: str, country: str, language: str) -> None:
    assert glyphs.tongue(name, country) == language


def embedded(file: pikepdf.Pdf) -> set[str]:
    """The typefaces in the file, each of which has to be in it as a whole or in part."""
    fonts = [font for font in file.objects if isinstance(font, pikepdf.Dictionary) and font.get("/Type") == "/Font"]
    descriptors = [font.FontDescriptor for font in fonts if "/FontDescriptor" in font]
    assert all("/FontFile2" in one or "/FontFile3" in one for one in descriptors)
    return {str(one.FontName).lstrip("/").partition("+")[2] for one in descriptors}


def drawing(content: bytes) -> bytes:
    """The page as a picture."""
    return pypdfium2.PdfDocument(content)[0].render(scale=1).to_pil().tobytes()


def test_all_stands_on_one_sheet_of_a4_on_its_side_however_long_it_is() -> None:
    electives = [f"Bilateral labour agreements that work for workers and employers alike, part {n}" for n in range(12)]
    content = drawn(
        certificate(name="Maria da Conceição " * 6, course="Migration and employment " * 8, electives=electives)
    )
    (page,) = pypdf.PdfReader(io.BytesIO(content)).pages
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (842, 595)
    text = text_of(content)
    assert "part 11" in text and "The Director" in text and "Turin, 4 August 2025" in text


def test_more_than_a_sheet_holds_is_refused() -> None:
    with pytest.raises(Refused):
        drawn(certificate(electives=["A very long elective indeed"] * 150))


def test_only_our_typefaces_are_embedded_and_all_of_them_are() -> None:
    with pikepdf.open(io.BytesIO(drawn(certificate(name="محمد Ελένη Amina")))) as file:
        assert embedded(file) == OURS


def test_it_is_tagged_and_has_a_title_a_language_and_bookmarks() -> None:
    with pikepdf.open(io.BytesIO(drawn(certificate("fr")))) as file:
        assert bool(file.Root.MarkInfo.Marked)
        assert bool(file.Root.ViewerPreferences.DisplayDocTitle)
        assert str(file.Root.Lang) == "fr"
        with file.open_metadata() as metadata:
            assert "Amina DIALLO" in metadata["dc:title"]
            assert metadata["pdfuaid:part"] == "1"
        with file.open_outline() as outline:
            assert outline.root
        elements = [
            one for one in file.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/StructElem"
        ]
        kinds = [str(one.S) for one in elements]
        assert kinds.count("/H1") == 1 and kinds.count("/Figure") == 2
        assert all("/Alt" in one for one in elements if one.S == "/Figure")


def test_the_same_data_gives_the_same_bytes() -> None:
    one, other = drawn(certificate()), drawn(certificate())
    assert one == other
    assert one != drawn(certificate(name="Bruno SILVA"))


def test_a_code_leads_to_the_page_of_the_number() -> None:
    with pikepdf.open(io.BytesIO(drawn(certificate("es")))) as file:
        alternatives = [str(one.Alt) for one in file.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]
    assert "http://127.0.0.1:8000/es/verify/LMA-2025-7K3M-9QXW/" in alternatives


@pytest.mark.parametrize("blank", ["", "  ", None])
def test_a_blank_value_is_refused(blank: str | None) -> None:
    with pytest.raises(Refused, match="name"):
        drawn(certificate(name=blank or ""))


def test_a_name_that_the_template_wants_and_does_not_get_is_an_error() -> None:
    document = certificate()
    del document.data["place_of_issue"]
    with pytest.raises(pdf.Undefined, match="place_of_issue"):
        drawn(document)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/logo.png",
        "http://127.0.0.1:8000/static/pdf/certificate.css",
        "file:///etc/passwd",
        "file://example.org/etc/passwd",
        (typefaces.OURS / ".." / "manage.py").as_uri(),
        typefaces.OURS.as_uri() + "/pdf/../../manage.py",
        typefaces.OURS.as_uri() + "/%2e%2e/manage.py",
        "data:image/png;base64,AAAA",
        "ftp://example.org/x",
    ],
)
def test_every_address_but_our_own_files_is_refused(address: str) -> None:
    with pytest.raises(typefaces.OutsideAddress):
        typefaces.fetcher().fetch(address)


def test_a_document_that_asks_for_an_outside_address_is_not_made() -> None:
    with pytest.raises(typefaces.OutsideAddress):
        pdf.lay_out('<html lang="en"><img src="https://example.org/a.png" alt="x">', "certificate")


def test_our_own_files_are_handed_out() -> None:
    address = (typefaces.SHEETS / "certificate.css").as_uri()
    assert typefaces.fetcher().fetch(address).read() == (typefaces.SHEETS / "certificate.css").read_bytes()


def test_letters_without_a_glyph_are_refused() -> None:
    made_at = datetime(2025, 8, 4, tzinfo=UTC)
    with pytest.raises(Refused, match="🦩"):
        pdf.render(
            "certificate.html",
            {"name": "🦩"},
            language="en",
            sheet="certificate",
            made_at=made_at,
            sizes=["usual"],
            pages=range(1, 2),
        )
