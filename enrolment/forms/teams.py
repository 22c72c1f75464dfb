"""Teams: what members write, and what staff propose, adjust and mark."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from catalogue.models import GroupWork
from enrolment.forms.assignment import ACCEPT, MOST_SIGNS
from enrolment.models import Place, Team


class TeamWorkForm(forms.Form):
    """A text, a file, or both; ``seen`` is the version that the page showed."""

    text = forms.CharField(
        label=_("What your team hands in"),
        required=False,
        max_length=MOST_SIGNS,
        widget=forms.Textarea(attrs={"rows": 18, "class": "form-control"}),
    )
    upload = forms.FileField(
        label=_("A file"),
        required=False,
        help_text=_("PDF, JPEG or PNG, at most 10 MB."),
        widget=forms.FileInput(attrs={"accept": ACCEPT, "class": "form-control"}),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class SeedForm(forms.Form):
    """Another number draws other teams that are as balanced."""

    seed = forms.IntegerField(
        label=_("Number for drawing lots"),
        initial=1,
        min_value=1,
        max_value=9999,
        help_text=_("The same number and people give the same teams."),
    )


class TeamMarkForm(forms.Form):
    """Points of 100, and why."""

    points = forms.IntegerField(label=_("Mark of 100"), min_value=0, max_value=100)
    reasons = forms.CharField(
        label=_("Reasons"),
        help_text=_("All members read them."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class TeamsForm(forms.Form):
    """The country of each team, and the team and role of each participant."""

    def __init__(self, work: GroupWork, teams: Iterable[Team], places: Iterable[Place], data: Any = None) -> None:
        super().__init__(data)
        self.teams, self.places = {team.pk: team for team in teams}, {place.pk: place for place in places}
        self.roles = {role.pk: role for role in work.roles.all()}
        own: Any = work.countries
        among = [(country.code, country.name) for country in own] or list(countries)
        for key, team in self.teams.items():
            self.add(f"country-{key}", f"{team}, {_('country')}", sorted(among, key=lambda pair: pair[1]), team.country)
        for key, place in self.places.items():
            member = getattr(place, "team_member", None)
            name = place.application.full_name
            team_names = [(team.pk, str(team)) for team in self.teams.values()]
            self.add(f"team-{key}", f"{name}, {_('team')}", team_names, member.team_id if member else "")
            self.add(f"role-{key}", f"{name}, {_('role')}", self.named_roles(), (member and member.role_id) or "")

    def named_roles(self) -> list[tuple[int, str]]:
        """Keys and titles."""
        return [(key, role.title) for key, role in self.roles.items()]

    def add(self, name: str, label: str, choices: Iterable[tuple[Any, Any]], initial: Any) -> None:
        """A list with an empty choice, named for who cannot see the table."""
        self.fields[name] = forms.ChoiceField(
            label=label,
            choices=[("", "–"), *choices],
            required=False,
            initial=str(initial or ""),
            widget=forms.Select(attrs={"aria-label": label}),
        )

    def country_rows(self) -> list[tuple[Team, forms.BoundField]]:
        """Each team with its list of countries."""
        return [(team, self[f"country-{key}"]) for key, team in self.teams.items()]

    def rows(self) -> list[tuple[Place, forms.BoundField, forms.BoundField]]:
        """Each participant with the two lists."""
        return [(place, self[f"team-{key}"], self[f"role-{key}"]) for key, place in self.places.items()]

    def countries(self) -> list[tuple[Team, str]]:
        """What was chosen for the teams."""
        return [(team, self.cleaned_data[f"country-{key}"]) for key, team in self.teams.items()]

    def members(self) -> list[tuple[Place, Team | None, Any]]:
        """What was chosen for the participants."""
        return [
            (place, self.chosen(self.teams, f"team-{key}"), self.chosen(self.roles, f"role-{key}"))
            for key, place in self.places.items()
        ]

    def chosen(self, among: dict[int, Any], name: str) -> Any:
        """The row with the chosen key, or None."""
        key = self.cleaned_data[name]
        return among[int(key)] if key else None
