"""docs/performance.md, made of the figures that the measures left: a table for each, and a drawing.

Run by ``make bench`` after the measures, or by itself. Drawings are SVG by matplotlib, without a date in them.
"""

import json
import sys
from pathlib import Path
from typing import Any

import matplotlib as mpl

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
mpl.use("svg")
mpl.rcParams.update({"svg.hashsalt": "academy", "svg.fonttype": "none", "font.family": "sans-serif", "font.size": 9})

from matplotlib import pyplot  # noqa: E402

from benchmarks.figures import FOLDER  # noqa: E402

INK, BLUE, WARM = "#1b2733", "#1e4fa3", "#b5541c"
# In this order: the title of each measure, and the line that the issue sets, with its meaning.
TITLES: dict[str, tuple[str, float | None, str]] = {
    "pages": ("Pages", 60, "per cent of a bare page’s requests a second; the line is 60 %"),
    "lists": ("Lists of the desk", 300, "median of a visit in ms; the line is 300 ms"),
    "find": ("Finding a course", 2, "times as long with 3,000 editions as with 30; the line is 2"),
    "deadline": ("The last hour before a deadline", None, "99 % of requests took at most so many ms"),
    "issue": ("Issuing certificates", None, "certificates a second"),
    "notes": ("Information notes", None, "seconds for one"),
    "allocation": ("Giving out electives", 10, "seconds; the line is 10 s"),
    "broker": ("Brokers", None, "tasks done a second"),
}


def drawn(name: str, bars: dict[str, float], line: float | None, meaning: str) -> None:
    """One horizontal bar for each figure, as ``name``.svg."""
    figure, axes = pyplot.subplots(figsize=(7.2, 0.6 + 0.26 * len(bars)), layout="constrained")
    names, values = [*bars][::-1], [*bars.values()][::-1]
    shown = axes.barh(names, values, color=BLUE, height=0.62)
    axes.bar_label(shown, fmt="%.4g", padding=3, color=INK)
    if line is not None:
        axes.axvline(line, color=WARM, linewidth=1.2)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(left=False, colors=INK)
    axes.set_xlabel(meaning, color=INK)
    axes.margins(x=0.12)
    figure.savefig(FOLDER / f"{name}.svg", metadata={"Date": None})
    pyplot.close(figure)


def section(name: str, found: dict[str, Any]) -> str:
    """The measure's part of the page."""
    title, line, meaning = TITLES[name]
    drawn(name, found["bars"], line, meaning)
    rows = [found["heads"], ["---"] * len(found["heads"]), *found["rows"]]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    more = f" [What was tried](performance/{name}.md)." if (FOLDER / f"{name}.md").exists() else ""
    return (
        f"## {title}\n\n{found['about']}{more} `make bench BENCH={name if name != 'lists' else 'pages'}`, "
        f"{found['on']}, {found['machine']}.\n\n![{title}: {meaning}](performance/{name}.svg)\n\n{table}\n"
    )


def main() -> None:
    """Write the page of all measures that left figures."""
    known = {name: FOLDER / f"{name}.json" for name in TITLES}
    parts = [section(name, json.loads(path.read_text("utf-8"))) for name, path in known.items() if path.exists()]
    head = (
        '# Performance\n\nMeasured by `make bench`, which writes this page; `make bench BENCH="pages find"` for some '
        "of it. The load comes from the machine that is measured, so ratios say more than rates.\n"
    )
    (FOLDER.parent / "performance.md").write_text("\n".join([head, *parts]), encoding="utf-8")


if __name__ == "__main__":
    main()
