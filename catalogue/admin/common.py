"""What the catalogue's pages at the desk share."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import Field, Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin
from modeltranslation.utils import get_translation_fields


def each_language(field: str) -> tuple[str, ...]:
    """The text ``field`` in every language of the site, for one line of a fieldset."""
    return tuple(get_translation_fields(field))


class SideBySide(TranslationAdmin):
    """An admin whose texts stand in all languages beside each other; its fieldsets say which, by ``each_language``."""

    class Media:
        css = {"all": ["css/catalogue-desk.css"]}


class LanguageChoices:
    """For an admin or an inline: languages of teaching are ticked, not typed as JSON."""

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        """A list of boxes for ``languages``, a choice for ``language``."""
        if db_field.name == "languages":
            return forms.MultipleChoiceField(
                label=capfirst(db_field.verbose_name),
                choices=settings.LANGUAGES,
                required=not db_field.blank,
                widget=forms.CheckboxSelectMultiple,
            )
        if db_field.name == "language":
            return forms.ChoiceField(label=capfirst(db_field.verbose_name), choices=settings.LANGUAGES)
        return super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]


class ChildLists:
    """For an admin: long child lists stand on pages of their own, linked from a row “what belongs to it”.

    ``child_lists`` names pairs of a model and its foreign key to this one.
    """

    child_lists: Iterable[tuple[type[Model], str]] = ()

    @admin.display(description=_("what belongs to it"))
    def belongings(self, parent: Model) -> str:
        """A link to each child list, with the number of its rows, and one to add a row."""
        if parent.pk is None:
            return gettext("Save it first; then its lists are linked here.")
        rows = [self.row(parent, child, key) for child, key in self.child_lists]
        return format_html('<ul class="belongings">{}</ul>', format_html_join("", "<li>{}</li>", ((r,) for r in rows)))

    @staticmethod
    def row(parent: Model, child: type[Model], key: str) -> SafeString:
        """“Electives (16) · add”."""
        name = f"admin:{child._meta.app_label}_{child._meta.model_name}"
        return format_html(
            '<a href="{}?{}">{} ({})</a> · <a href="{}?{}">{}</a>',
            reverse(f"{name}_changelist"),
            urlencode({f"{key}__id__exact": parent.pk}),
            child._meta.verbose_name_plural,
            child._default_manager.filter(**{key: parent}).count(),
            reverse(f"{name}_add"),
            urlencode({key: parent.pk}),
            _("add"),
        )
