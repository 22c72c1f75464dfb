"""The site's settings as the tests see them: no ``.env``, and everything in a folder that goes away afterwards."""

import atexit
import os
import shutil
import tempfile

if "VAR_DIR" not in os.environ:
    os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="academy-tests-")
    atexit.register(shutil.rmtree, os.environ["VAR_DIR"], ignore_errors=True)
os.environ |= {"ENV_FILE": os.devnull, "DEMONSTRATION": "true", "TESTING": "true"}

from academy.settings import *  # noqa: F403

STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405 -- whitenoise looks for it
