"""Reading reports of a Moodle."""

from decimal import Decimal

import pytest

from enrolment.rules.reports import Line, attended, guess, passed, read

ATTENDANCE = """Course,Academy
Group,All participants

Last name,First name,Email address,30 Jun 2025 2.00PM All students,7 Jul 2025 2.00PM All students,Taken sessions
Diallo,Amina,Amina@example.org,P (2/2),A (0/2),2
Silva,Bruno,bruno@example.org,L (1/2),?,1
"""
GRADES = (
    "\ufeffPrénom;Nom;Adresse de courriel;Test: Semaine 1 (Brut);Dernier téléchargement\n"
    "Amina;Diallo;amina@example.org;72,50;1751270400\n"
)
COMPLETION = "\tEmail address\tQuiz 1\t\nAmina\tamina@example.org\tCompleted\tMonday\n"


def test_attendance_grades_and_completion_are_read() -> None:
    found = read(ATTENDANCE)
    assert found.columns[2:] == (
        "30 Jun 2025 2.00PM All students",
        "7 Jul 2025 2.00PM All students",
        "Taken sessions",
    )
    assert found.lines[0] == Line("amina@example.org", ("Diallo", "Amina", "P (2/2)", "A (0/2)", "2"))
    assert read(GRADES).lines == (Line("amina@example.org", ("Amina", "Diallo", "72,50", "1751270400")),)
    assert read(COMPLETION).lines == (Line("amina@example.org", ("Completed",)),)


@pytest.mark.parametrize("text", ["", "name,mark\nAmina,3\n", "a@example.org,3\n", "\n\n"])
def test_a_file_without_addresses_or_without_a_head_holds_nobody(text: str) -> None:
    assert read(text).lines == ()


@pytest.mark.parametrize(
    ("value", "said"),
    [("P (2/2)", True), ("L (1/2)", True), ("A (0/2)", False), ("?", None), ("", None), ("Présent", True), ("x", True)],
)
def test_attendance_in_many_words(value: str, said: bool | None) -> None:
    assert attended(value) is said


@pytest.mark.parametrize(
    ("value", "said"),
    [("60", True), ("59.99", False), ("72,50 %", True), ("-", None), ("Completed", True), ("Not completed", False)],
)
def test_grades_against_a_pass_mark(value: str, said: bool | None) -> None:
    assert passed(value, Decimal(60)) is said


@pytest.mark.parametrize("value", ["perhaps", "NaN", "=1+1"])
def test_what_cannot_be_read_is_said_and_not_guessed(value: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        passed(value, Decimal(60))


def test_a_column_is_guessed_only_when_it_names_one_session() -> None:
    assert guess("Webinar 1 (Monday)", ["Webinar 1", "Plenary"]) == 0
    assert guess("Webinar 12", ["Webinar 1", "Webinar 12"]) is None
    assert guess("Quiz", ["Webinar 1"]) is None
