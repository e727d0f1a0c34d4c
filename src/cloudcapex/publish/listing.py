"""What there is: the reports with their parameters, and the editions made of them."""

from __future__ import annotations

from pathlib import Path

from .. import paths
from ..media import Json
from . import manifest
from .edition import shown, told
from .parameters import read_parameters
from .plan import read_notebook, report_notebook, reports
from .prepare import title_of


def reports_with_parameters() -> list[Json]:
    """Return report, title, and each parameter's name, kind, default and help text."""
    found = []
    for report in reports():
        path = report_notebook(report)
        notebook = read_notebook(path)
        found.append(
            {
                "report": report,
                "title": title_of(notebook, fallback=report),
                "parameters": [
                    {"name": p.name, "kind": p.kind, "default": p.default, "help": p.help}
                    for p in read_parameters(notebook, path.name)
                ],
            }
        )
    return found


def editions() -> list[Json]:
    """Return the editions under ``build/`` and ``reports/``, and whether the data has stayed the same since."""
    data = manifest.digest_tree(paths.data_dir())
    found = []
    for root in (paths.build_dir(), paths.reports_dir()):
        for path in sorted(root.glob(f"*/*/*/{manifest.NAME}")):
            content = manifest.read(path.parent)
            if content:
                found.append(_edition(path.parent, content, data))
    return found


def _edition(folder: Path, content: Json, data: str) -> Json:
    known, own = content["edition"], manifest.own(content)
    return {
        "edition": told(known["report"], known["quarter"], known["language"], own),
        "own": own,
        "as_of": known["as_of"],
        "folder": shown(folder),
        "current": content["inputs"]["data"] == data,
    }
