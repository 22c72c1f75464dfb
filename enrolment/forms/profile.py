"""The profile on one page: what the first steps of the next application begin with."""

from typing import ClassVar

from crispy_forms.layout import Fieldset, Layout
from django.utils.translation import gettext_lazy as _

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

    def layout(self) -> Layout:
        """Three groups."""
        return Layout(
            Fieldset(_("About you"), *YouForm.parts),
            Fieldset(_("Your work"), *WorkForm.Meta.fields),
            self.rows(),
        )
