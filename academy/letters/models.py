"""A letter: written once, in the reader's language, and kept."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from academy.documents.models import Document


class Letter(models.Model):
    """One e-mail to one address. ``sent_at`` is empty until the mail server has taken it."""

    name = models.CharField(_("kind"), max_length=60)
    to = models.EmailField(_("to"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="letters",
    )
    about = models.CharField(_("about"), max_length=64, blank=True, db_index=True)
    language = models.CharField(_("language"), max_length=5)
    subject = models.CharField(_("subject"), max_length=250)
    text = models.TextField(_("text"))
    html = models.TextField(_("text as HTML"), blank=True)
    headers = models.JSONField(_("headers of its own"), default=dict, blank=True)
    attachment = models.ForeignKey(
        Document,
        verbose_name=_("attachment"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="letters",
    )
    confidential = models.BooleanField(_("carries a secret"), default=False)
    written_at = models.DateTimeField(_("written"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-written_at", "-pk"]

    def __str__(self) -> str:
        return self.subject
