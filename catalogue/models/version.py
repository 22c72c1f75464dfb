"""Which state of the catalogue the database holds."""

from django.db import models


class Version(models.Model):
    """One row; the database's triggers (``catalogue.version``) write a new random token at every change."""

    token = models.CharField(max_length=36)

    def __str__(self) -> str:
        return self.token
