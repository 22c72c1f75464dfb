"""What staff do with a reserve list and with an allocation of electives."""

from django import forms
from django.utils.translation import gettext_lazy as _

from enrolment.models import Allocation


class ListForm(forms.Form):
    """Stop the list or let it move again; the reason is kept with it."""

    why = forms.CharField(label=_("Reason"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


class RankForm(forms.Form):
    """Put one person on another place of the list, for a reason."""

    application = forms.IntegerField(widget=forms.HiddenInput)
    position = forms.IntegerField(label=_("New place on the list"), min_value=1)
    why = forms.CharField(label=_("Reason"), required=False, max_length=2000)


class AllocationForm(forms.ModelForm):
    """The seed of the lots, and whether seats that participants have are kept."""

    class Meta:
        model = Allocation
        fields = ("seed", "keep")
