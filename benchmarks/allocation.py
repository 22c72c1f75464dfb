"""How long electives take to be given out: 300 participants, 40 electives in four areas, eight wishes each.

For several seeds. Run it with the project's Python. The limit that the worker has to keep is 10 s.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.figures import keep
from enrolment.rules.allocation import allocate, granted_by_rank
from enrolment.tests.test_rules_allocation import large

rows, bars = [], {}
for seed in range(5):
    since = time.perf_counter()
    granted = granted_by_rank(allocate(large(seed)))
    seconds = time.perf_counter() - since
    rows.append([str(seed), f"{seconds:.2f}", ", ".join(f"{n} of rank {r}" for r, n in granted.items())])
    bars[f"seed {seed}"] = seconds
    print(*rows[-1], sep=" | ", flush=True)
about = "300 participants, 40 electives, eight wishes each; the worker has to keep 10 s."
keep("allocation", about, ["seed", "seconds", "wishes granted, by rank"], rows, bars)
