"""Languages with their levels, as rows of two lists; nothing here needs a script."""

from typing import Any

from crispy_forms.layout import Div, Fieldset
from django import forms
from django.utils.translation import gettext_lazy as _

from academy import wording
from enrolment.forms.base import StepForm
from enrolment.models.person import Level

FEWEST, MOST = 3, 10


class LanguageRows(StepForm):
    """Rows ``language_1``, ``level_1`` …; cleaned to ``languages``, which maps codes to levels.

    There is always an empty row below those that are filled, so that saving makes room for one more.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = self.instance.spoken()
        self.numbers = range(1, self.row_count() + 1)
        for number in self.numbers:
            code, level = self.known[number - 1] if number <= len(self.known) else ("", "")
            self.fields[f"language_{number}"] = select(_("Language %(number)s"), number, wording.all_languages(), code)
            self.fields[f"level_{number}"] = select(_("Level in language %(number)s"), number, Level.choices, level)

    def row_count(self) -> int:
        """As many rows as were sent, or one more than there is something to show in."""
        sent = sum(f"language_{number}" in self.data for number in range(1, MOST + 1))
        return sent or min(max(FEWEST, len(self.known) + 1), MOST)

    def narrow(self, names: tuple[str, ...]) -> None:
        """The rows are one field, ``languages``; their lists stay free to be empty."""
        rows = {name: field for name, field in self.fields.items() if name.startswith(("language_", "level_"))}
        super().narrow(names)
        self.numbers = self.numbers if "languages" in names else range(0)
        if self.numbers:
            self.fields.update(rows)

    def rows(self) -> Fieldset:
        """The rows for crispy's layout."""
        pairs = [Div(f"language_{number}", f"level_{number}", css_class="pair") for number in self.numbers]
        return Fieldset(_("Languages"), *pairs, css_id="div_id_languages")

    def clean(self) -> dict[str, Any]:
        """Put the rows together; a language has a level and stands in one row."""
        cleaned: dict[str, Any] = super().clean() or {}
        languages: dict[str, str] = {}
        for number in self.numbers:
            code, level = cleaned.pop(f"language_{number}", ""), cleaned.pop(f"level_{number}", "")
            if code and not level:
                self.add_error(f"level_{number}", _("Say how well you know this language."))
            elif level and not code:
                self.add_error(f"language_{number}", _("Say which language this is, or clear the level."))
            elif code in languages:
                self.add_error(f"language_{number}", _("This language stands above already."))
            elif code:
                languages[code] = level
        return cleaned | {"languages": languages}


def select(label: Any, number: int, choices: Any, initial: str) -> forms.ChoiceField:
    """One list, which may be left empty."""
    words: Any = label % {"number": number}
    return forms.ChoiceField(label=words, choices=[("", "–"), *choices], initial=initial, required=False)
