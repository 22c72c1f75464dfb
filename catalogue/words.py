"""The catalogue's words for what is computed and therefore has no ``choices`` of its own."""

from django.utils.translation import gettext_lazy as _

from catalogue.rules.status import Status

STATUS = {
    Status.OWN_PACE: _("At your own pace"),
    Status.ANNOUNCED: _("Announced"),
    Status.OPEN: _("Open for applications"),
    Status.CLOSING_SOON: _("Closing soon"),
    Status.CLOSED: _("Applications closed"),
    Status.RUNNING: _("Running now"),
    Status.PAST: _("Past edition"),
    Status.CALLED_OFF: _("Called off"),
}
