"""Letters, statements, badges and lists: from frozen data, once, for those who may have them; and photographs."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from PIL import Image

from academy import clock
from academy.accounts.models import User
from academy.documents.check import Cleaned
from academy.documents.models import Document
from academy.errors import Refused
from academy.keeping.models import Reading
from academy.testing import cast
from academy.testing.letters import pdf, photograph
from certificates.models import Photograph, Printout
from certificates.operations import photographs, printouts
from certificates.tests import build
from certificates.tests.test_certificate_pdf import text_of
from enrolment.models import Place, Source
from enrolment.operations import attendance, stay
from enrolment.operations.cancel import cancel
from enrolment.tests.build import SPONSOR, add_session, open_edition, place

pytestmark = pytest.mark.django_db
PASSPORT = {"needs_visa": True, "passport_number": "A00123456", "passport_country": "SN"}


@pytest.fixture
def ada() -> User:
    return cast.administrator()


@pytest.fixture
def taken(ada: User) -> Place:
    """A place that a sponsor pays for; the passport is told and a session was attended."""
    made = place(cast.applicant(), open_edition(), by=ada, **SPONSOR)
    told = {"passport_until": date(2040, 1, 1), **PASSPORT}
    stay.keep(made, told, now=clock.now())
    session = add_session(made.edition, begins_in=-120, minutes=60)
    attendance.mark([(made, session, True)], source=Source.LIST, by=ada, now=clock.now())
    return Place.objects.get(pk=made.pk)


def printed(kind: str, of: Place, by: User, *, language: str = "en", whole: bool = False) -> Printout:
    """What the worker has made."""
    asked: dict[str, Any] = {"edition": of.edition, "place": None if whole else of}
    made = printouts.ask_for(kind, **asked, language=language, by=by, now=clock.now())
    printouts.make(str(made.pk))
    return Printout.objects.get(pk=made.pk)


def words(printout: Printout) -> str:
    """What can be read on it."""
    assert printout.document is not None
    with printout.document.file.open("rb") as file:
        return text_of(file.read())


@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("acceptance", "Amina Diallo"),
        ("visa", "A00123456"),
        ("sponsor", "Moussa Ndiaye"),
        ("attendance", "Webinar 1"),
    ],
)
def test_each_letter_says_its_own_in_each_language(
    taken: Place, ada: User, kind: str, says: str, language: str
) -> None:
    made = printed(kind, taken, ada, language=language)
    text = words(made)
    assert says in text and "Academy on Labour Migration" in text
    others = {"acceptance": "A00123456", "visa": "Moussa", "sponsor": "A00123456", "attendance": "A00123456"}
    assert others[kind] not in text


@pytest.mark.parametrize("kind", ["badges", "plates", "group"])
def test_each_list_names_everybody_who_holds_a_place(taken: Place, ada: User, kind: str) -> None:
    other = place(cast.another_applicant(), taken.edition, by=ada)
    gone = place(cast.applicant("c@example.org", "Chen Wei"), taken.edition, by=ada)
    cancel(gone, by=gone.participant, why="", seen=None, now=clock.now())
    text = words(printed(kind, taken, ada, whole=True))
    assert "Amina Diallo" in text and other.application.full_name in text and "Chen" not in text


def test_asked_again_it_is_the_same_until_a_fact_changes(taken: Place, ada: User) -> None:
    first = printed("acceptance", taken, ada)
    assert printed("acceptance", taken, ada) == first
    taken.application.full_name = "Amina Sow"
    taken.application.save()
    taken = Place.objects.get(pk=taken.pk)
    second = printed("acceptance", taken, ada)
    assert second != first and "Amina Sow" in words(second) and "Amina Diallo" in words(first)


def test_making_it_again_makes_nothing(taken: Place, ada: User) -> None:
    made = printed("visa", taken, ada)
    printouts.make(str(made.pk))
    assert Printout.objects.get().document == made.document


@pytest.mark.parametrize(
    ("kind", "reason"),
    [("visa", "My stay"), ("sponsor", "No sponsor"), ("attendance", "No session")],
)
def test_a_missing_field_is_a_refusal(ada: User, kind: str, reason: str) -> None:
    bare = place(cast.applicant(), open_edition(), by=ada)
    with pytest.raises(Refused, match=reason):
        printed(kind, bare, ada)
    assert not Printout.objects.exists()


def test_nothing_is_printed_for_a_place_that_was_given_back(taken: Place, ada: User) -> None:
    cancel(taken, by=taken.participant, why="", seen=None, now=clock.now())
    with pytest.raises(Refused, match="given back"):
        printed("acceptance", Place.objects.get(pk=taken.pk), ada)


class TestPhotographs:
    """Uploaded with consent, written anew, shown on badges and in the list, withdrawn at will."""

    def shown(self, taken: Place) -> Photograph:
        picture = Cleaned(photograph(size=(800, 700)), "image/jpeg", "me.jpg")
        return photographs.show(taken.participant, picture=picture, now=clock.now())

    def test_it_is_cut_and_written_anew(self, taken: Place) -> None:
        with self.shown(taken).document.file.open("rb") as file, Image.open(file) as picture:
            assert (picture.size, picture.format, dict(picture.getexif())) == (photographs.SHAPE, "JPEG", {})

    def test_it_stands_in_the_list_of_who_consented(
        self, taken: Place, ada: User, django_capture_on_commit_callbacks: Any
    ) -> None:
        before = printed("group", taken, ada, whole=True)
        kept = self.shown(taken)
        after = printed("group", taken, ada, whole=True)
        assert before != after and [one.get("photograph") for one in after.data["people"]] == [str(kept.document_id)]
        with django_capture_on_commit_callbacks(execute=True):
            photographs.withdraw(taken.participant)
        assert not Photograph.objects.exists() and not Document.objects.filter(pk=kept.document_id).exists()
        assert list(Printout.objects.all()) == [before]

    def test_the_page_wants_consent_and_a_picture(self, taken: Place) -> None:
        browser = cast.browser(taken.participant)
        without = browser.post("/en/my/photograph/", {"picture": build.upload(photograph(), "me.jpg")})
        assert without.status_code == 422 and "Without your consent" in without.content.decode()
        no_picture = browser.post("/en/my/photograph/", {"picture": build.upload(pdf()), "consent": "on"})
        assert no_picture.status_code == 422 and "JPEG or PNG" in no_picture.content.decode()
        assert not Photograph.objects.exists()
        kept = browser.post("/en/my/photograph/", {"picture": build.upload(photograph(), "me.jpg"), "consent": "on"})
        assert kept.status_code == 302 and Photograph.objects.get().person == taken.participant
        assert browser.get("/en/my/photograph.jpg").getvalue()[:2] == b"\xff\xd8"
        assert cast.browser(cast.another_applicant()).get("/en/my/photograph.jpg").status_code == 404
        browser.post("/en/my/photograph/", {"withdraw": "yes"})
        assert not Photograph.objects.exists()


class TestPages:
    """Who may ask for what, and who gets it."""

    def test_a_participant_asks_for_a_letter_and_nobody_else_gets_it(self, taken: Place) -> None:
        browser, page = cast.browser(taken.participant), f"/en/my/places/{taken.pk}/letters/"
        assert browser.post(page, {"kind": "visa", "language": "fr"}).status_code == 302
        build.work()
        made = Printout.objects.get()
        assert f"/en/my/letters/{made.pk}.pdf" in browser.get(page).content.decode()
        assert browser.get(f"/en/my/letters/{made.pk}.pdf").getvalue().startswith(b"%PDF")
        other = cast.browser(cast.another_applicant())
        assert other.get(page).status_code == other.get(f"/en/my/letters/{made.pk}.pdf").status_code == 404

    @pytest.mark.parametrize("kind", ["badges", "group", "nothing"])
    def test_lists_are_not_for_participants(self, taken: Place, kind: str) -> None:
        page = f"/en/my/places/{taken.pk}/letters/"
        cast.browser(taken.participant).post(page, {"kind": kind, "language": "en"})
        assert not Printout.objects.exists()

    def test_the_desk_prints_for_one_and_for_all_and_who_looked_is_kept(self, taken: Place, ada: User) -> None:
        desk = cast.browser(ada)
        of_place = reverse("admin:certificates_printout_place", args=[taken.pk])
        of_edition = reverse("admin:certificates_printout_edition", args=[taken.edition_id])
        assert desk.post(of_place, {"kind": "visa", "language": "en"}).status_code == 302
        assert desk.post(of_edition, {"kind": "badges", "language": "es"}).status_code == 302
        assert desk.post(of_edition, {"kind": "visa", "language": "es"}).status_code == 404
        build.work()
        for made in Printout.objects.all():
            answer = desk.get(reverse("admin:certificates_printout_change", args=[made.pk]))
            assert answer.getvalue().startswith(b"%PDF")
        assert Reading.objects.filter(by=ada, matter="printout", subject=taken.participant).count() == 2

    def test_a_substitute_does_not_get_the_letters_of_who_was_there_before(self, taken: Place, ada: User) -> None:
        made = printed("visa", taken, taken.participant)
        other = cast.another_applicant()
        Place.objects.filter(pk=taken.pk).update(participant=other)
        assert cast.browser(taken.participant).get(f"/en/my/letters/{made.pk}.pdf").status_code == 404
        assert cast.browser(other).get(f"/en/my/letters/{made.pk}.pdf").status_code == 404
