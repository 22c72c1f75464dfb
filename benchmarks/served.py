"""The site's settings with one more address, ``/bare/`` (benchmarks/bare.py)."""

from academy.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.bare"
