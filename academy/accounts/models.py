"""The user: an e-mail address is the login, and a name is one field, as people write it."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField


class UserManager(BaseUserManager["User"]):
    """Makes users; addresses are kept in lower case so that one person has one account."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A person who can sign in with ``email``; without a password, only after a reset."""
        if not email:
            raise ValueError("a user needs an e-mail address")
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A member of staff with every permission, for the first sign-in of an installation."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """An applicant, a participant or a member of staff."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    language = models.CharField(_("language of letters"), max_length=5, choices=settings.LANGUAGES, default="en")
    works_for = models.CharField(
        _("works for"),
        max_length=200,
        blank=True,
        help_text=_("The organization besides the Centre, if any: its applicants are not reviewed by this person."),
    )
    country_desks = CountryField(
        _("country desks"),
        multiple=True,
        blank=True,
        help_text=_("Countries that this person looks after: their applicants are reviewed by somebody else."),
    )
    is_staff = models.BooleanField(_("member of staff"), default=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        indexes = [models.Index(fields=["-is_staff", "email"], name="colleagues_first")]
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_address")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """The whole name, which need not have a first and a last."""
        return str(self)

    def get_short_name(self) -> str:
        """The same: names are not taken apart."""
        return str(self)
