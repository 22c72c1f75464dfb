"""Settings for mypy alone: without the app that swaps managers at run time, so that every manager has its own type."""

from academy.testing.settings import *  # noqa: F403
from academy.testing.settings import INSTALLED_APPS

INSTALLED_APPS = [app for app in INSTALLED_APPS if app not in {"modeltranslation", "django.contrib.admin"}]
