"""A report that eCampus exported: the file, and what each of its columns means."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.models import Session
from enrolment.rules.reports import Report, guess

MOST_BYTES = 500_000
BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")


class FileForm(forms.Form):
    """The file itself."""

    file = forms.FileField(
        label=_("Report (CSV)"),
        help_text=_("As eCampus exports it: attendance, grades or completion. At most 500 KB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,text/csv"}),
    )

    def clean_file(self) -> str:
        """The text of it. Raises ValidationError for what is too large or no text."""
        content = self.cleaned_data["file"].read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise forms.ValidationError(_("This file is larger than 500 KB."))
        return in_words(content)


def in_words(content: bytes) -> str:
    """The text, in the encodings that Moodle and Excel write; what cannot be read becomes a question mark."""
    if content.startswith(BYTE_ORDER_MARKS):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


class ColumnsForm(forms.Form):
    """For each column: left out, a session, or an assessment; and from which grade an assessment is passed."""

    text = forms.CharField(widget=forms.HiddenInput, max_length=MOST_BYTES, strip=False)
    least_grade = forms.DecimalField(
        label=_("A grade passes from"), initial=60, min_value=0, max_digits=6, decimal_places=2
    )

    def __init__(self, report: Report, sessions: list[Session], data: Any = None, **initial: Any) -> None:
        super().__init__(data, initial=initial)
        choices: list[tuple[str, Any]] = [("", _("leave out")), ("assessment", _("an assessment"))]
        choices += [(str(one.pk), f"{one.title} ({one.get_kind_display()})") for one in sessions]
        titles = [one.title for one in sessions]
        for number, name in enumerate(report.columns):
            found = guess(name, titles)
            start = "" if found is None else str(sessions[found].pk)
            self.fields[f"column-{number}"] = forms.ChoiceField(
                label=name, choices=choices, required=False, initial=start
            )

    def meanings(self) -> dict[int, str]:
        """What the columns mean that are not left out, by number: as chosen, or as guessed at first."""
        values = {name: self.now(name) for name in self.fields if name.startswith("column-")}
        return {int(name.removeprefix("column-")): str(value) for name, value in values.items() if value}

    def least(self) -> Decimal:
        """From which grade an assessment is passed."""
        return Decimal(self.now("least_grade"))

    def now(self, name: str) -> Any:
        """What was chosen, or what stands in the field at first."""
        if self.is_bound:
            return self.cleaned_data[name]
        return self.get_initial_for_field(self.fields[name], name)
