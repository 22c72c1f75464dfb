"""The site's settings as the tests see them: no ``.env``, and everything in a folder that goes away afterwards.

Servers are used where the environment names them (academy.testing.services does); each test process has a cache of
its own in Redis.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

folder = Path(tempfile.gettempdir()) / f"academy-tests-{os.getpid()}"
atexit.register(shutil.rmtree, folder, ignore_errors=True)
os.environ |= {"ENV_FILE": os.devnull, "DEMONSTRATION": "true", "TESTING": "true", "VAR_DIR": str(folder)}
process = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
if server := os.environ.get("REDIS_URL"):
    os.environ["REDIS_URL"] = f"{server.rpartition('/')[0]}/{1 + process}"

from academy.settings import *  # noqa: E402, F403
