"""A sheet of applicants: the file, and one row of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django_countries import countries

from academy import clock, wording
from academy.imports import rows_of
from catalogue.models import Edition
from enrolment.facts import label_of
from enrolment.models import Application, Financing, Sector
from enrolment.rules import applicants as rules

OF_APPLICATION = (
    *("full_name", "certificate_name", "gender", "nationality", "country", "organization", "position"),
    *("sector", "years_of_experience", "languages", "sponsor_name", "sponsor_contact", "sponsor_email"),
)
FIELDS = ("email", *OF_APPLICATION, "letters_in")
OWN_WORDS = {"email": gettext_lazy("e-mail address"), "letters_in": gettext_lazy("language of letters")}
NEEDED = ("email", "full_name")


def heading(field: str) -> str:
    """What the column of a field is called in the language of the moment."""
    return str(OWN_WORDS.get(field) or label_of(field))


@lru_cache(maxsize=1)
def known_headings() -> dict[str, str]:
    """Fields by the keys of their headings in every language of the site, and by their own names."""
    found = {rules.key(field): field for field in FIELDS}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {rules.key(heading(field)): field for field in FIELDS}
    return found


def in_all_languages(pairs: Callable[[], Iterable[tuple[str, Any]]]) -> dict[str, str]:
    """Codes by the keys of their names in every language, and by themselves."""
    found: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            for code, name in pairs():
                found |= {rules.key(code): code, rules.key(str(name)): code}
    return found


@lru_cache(maxsize=1)
def country_codes() -> dict[str, str]:
    """Countries."""
    return in_all_languages(lambda: countries)


@lru_cache(maxsize=1)
def language_codes() -> dict[str, str]:
    """Languages."""
    return in_all_languages(wording.all_languages)


@lru_cache(maxsize=1)
def sector_codes() -> dict[str, str]:
    """Constituent groups."""
    return in_all_languages(lambda: Sector.choices)


class SheetForm(forms.Form):
    """The edition to which they apply, and the file.

    ``cleaned_data["file"]`` is its rows, the headings first, and ``name`` what the file is called.
    """

    name = ""

    edition = forms.ModelChoiceField(Edition.objects.none(), label=gettext_lazy("Edition"))
    file = forms.FileField(
        label=gettext_lazy("Spreadsheet"),
        help_text=gettext_lazy("XLSX or CSV, one applicant a row, at most 200."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        open_now = Edition.objects.open_for_applications(clock.today()).select_related("course")
        self.fields["edition"].queryset = open_now  # type: ignore[attr-defined]

    def clean_file(self) -> list[list[str]]:
        """The rows; both columns that are needed are there."""
        self.name = self.cleaned_data["file"].name[:100]
        rows = rows_of(self.cleaned_data["file"].read())
        found = rules.columns(rows[0] if rows else [], known_headings())
        if lacking := [heading(name) for name in NEEDED if name not in found]:
            raise ValidationError(
                _("The first row lacks these headings: %(names)s."), params={"names": ", ".join(lacking)}
            )
        if len(rows) == 1:
            raise ValidationError(_("There is nobody below the headings."))
        return rows


class Coded(forms.CharField):
    """A code, or its name in any language of the site; cleaned to the code."""

    def __init__(self, codes: Callable[[], dict[str, str]], **options: Any) -> None:
        super().__init__(required=False, **options)
        self.codes = codes

    def clean(self, value: Any) -> str:
        """Raises ValidationError for what is neither."""
        words = super().clean(value)
        code = self.codes().get(rules.key(words), "") if words else ""
        if words and not code:
            raise ValidationError(_("“%(words)s” is not known."), params={"words": words[:60]})
        return code


class RowForm(forms.ModelForm):
    """One applicant. Nothing but the name and the address is needed: what lacks, the person fills in."""

    email = forms.EmailField(max_length=254)
    nationality, country = Coded(country_codes), Coded(country_codes)
    sector = Coded(sector_codes)
    years_of_experience = forms.IntegerField(min_value=0, max_value=70, required=False)
    languages = forms.CharField(max_length=400, required=False)
    letters_in = Coded(language_codes)

    class Meta:
        model = Application
        fields = OF_APPLICATION

    def __init__(self, data: dict[str, str]) -> None:
        super().__init__(data)
        self.fields["full_name"].required = True

    def clean_languages(self) -> dict[str, str]:
        """Each with a level."""
        found, unclear = rules.languages(self.cleaned_data["languages"], language_codes())
        if unclear:
            raise ValidationError(
                _("Not understood: %(words)s. Write “French C1; English B2”, or “native” for a first language."),
                params={"words": "; ".join(unclear)[:120]},
            )
        return found

    def clean_letters_in(self) -> str:
        """A language in which the site writes."""
        code: str = self.cleaned_data["letters_in"]
        if code and code not in dict(settings.LANGUAGES):
            raise ValidationError(_("Letters are written in English, French or Spanish."))
        return code

    def _get_validation_exclusions(self) -> set[str]:
        """The row is no application yet: what belongs to one is judged when it is made."""
        return {field.name for field in Application._meta.fields}

    def answers(self) -> dict[str, Any]:
        """What the row says, for the application; who names a sponsor is paid for by it."""
        said = {name: self.cleaned_data[name] for name in OF_APPLICATION}
        said = {name: value for name, value in said.items() if value not in ("", None, {})}
        return said | ({"financing": Financing.SPONSOR} if "sponsor_name" in said else {})


@dataclass(frozen=True)
class Line:
    """One row of the sheet, counted as the spreadsheet does: its form, and in which cell each field stands."""

    number: int
    form: RowForm
    cells: dict[str, str]

    @property
    def wrong(self) -> list[tuple[str, str]]:
        """Pairs of cell and what is wrong in it, from left to right."""
        return [(cell, str(words)) for name, cell in self.cells.items() for words in self.form.errors.get(name, [])]


def lines_of(rows: list[list[str]]) -> list[Line]:
    """Every row below the headings that is not empty."""
    found = rules.columns(rows[0], known_headings())
    return [
        Line(
            number=place + 1,
            form=RowForm({field: row[column] for field, column in found.items()}),
            cells={field: rules.cell(column, place) for field, column in found.items()},
        )
        for place, row in enumerate(rows)
        if place and any(row)
    ]


def not_understood(rows: list[list[str]]) -> list[str]:
    """Headings whose columns are passed over."""
    return [words for words in rows[0] if words and rules.key(words) not in known_headings()]
