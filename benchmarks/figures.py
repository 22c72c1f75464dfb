"""What the measures found, kept beside the documents: ``make bench`` makes docs/performance.md of it (page.py)."""

import json
import os
import platform
from datetime import date
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "performance"
Rows = list[list[str]]


def keep(name: str, about: str, heads: list[str], rows: Rows, bars: dict[str, float]) -> None:
    """Write ``name``.json: a table under a paragraph, what is drawn of it, and where and when it was measured."""
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    found = {"about": about, "machine": machine, "on": date.today().isoformat()}  # noqa: DTZ011
    FOLDER.mkdir(exist_ok=True)
    text = json.dumps(found | {"heads": heads, "rows": rows, "bars": bars}, indent=1, ensure_ascii=False)
    (FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8")
