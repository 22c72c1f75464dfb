"""The profile on one page: what the first steps of the next application begin with."""

from typing import ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django.utils.translation import gettext_lazy as _

from enrolment.forms.languages import LanguageRows
from enrolment.forms.texts import WorkForm, YouForm
from enrolment.models import Profile


class ProfileForm(YouForm, WorkForm):
    """Everything that an application asks about the person and the work; all of it may be left empty."""

    class Meta:
        model = Profile
        fields = YouForm.Meta.fields + WorkForm.Meta.fields
        labels = YouForm.Meta.labels
        help_texts = YouForm.Meta.help_texts
        widgets: ClassVar = YouForm.Meta.widgets | WorkForm.Meta.widgets

    @property
    def helper(self) -> FormHelper:
        """Three groups."""
        helper = super().helper
        helper.layout = Layout(
            Fieldset(_("About you"), *YouForm.parts),
            Fieldset(_("Your work"), *WorkForm.Meta.fields),
            LanguageRows.rows(self),
        )
        return helper
