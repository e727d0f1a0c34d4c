"""The manifest of an edition: what went in, what came out, both by digest."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import platform
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from .. import media
from ..media import Json
from ..notice import NONE, Notice

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from .edition import Edition

NAME = "manifest.json"
_LIBRARIES = (
    "cloudcapex",
    "ipython",
    "matplotlib",
    "mistune",
    "nbconvert",
    "nh3",
    "numpy",
    "pandas",
    "papermill",
    "seaborn",
    "typst",
)


@dataclass(frozen=True)
class Inputs:
    """Digests of everything an edition depends on; equal inputs make equal bytes."""

    notebook: str
    package: str
    data: str
    lock: str
    parameters: str
    libraries: str


def digest(content: bytes) -> str:
    """Return the SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def digest_of(value: object) -> str:
    """Return the SHA-256 of a JSON value, whatever the order of its keys."""
    return digest(json.dumps(value, sort_keys=True, ensure_ascii=False).encode())


@lru_cache(maxsize=8)
def digest_tree(folder: Path) -> str:
    """Return one SHA-256 over the names and contents of all files in a folder.

    Read once in a process: a batch of editions is made from one state of the data.
    """
    total = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
        if not path.name.startswith("."):
            total.update(f"{path.relative_to(folder).as_posix()}\0{digest(path.read_bytes())}\n".encode())
    return total.hexdigest()


@lru_cache(maxsize=1)
def versions() -> dict[str, str]:
    """Return the versions of Python and of the libraries that leave their mark in an edition."""
    found = {"python": platform.python_version()}
    for name in _LIBRARIES:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found[name] = "missing"
    return found


def inputs_of(notebook: bytes, values: Json, *, data: Path, lock: Path, options: Json) -> Inputs:
    """Take the digests of an edition's inputs.

    Parameters
    ----------
    notebook : bytes
        The stored notebook.
    values : mapping
        Checked value of every parameter.
    data : Path
        Folder of the tables.
    lock : Path
        Lock file; may be missing, as for an installed package.
    options : mapping
        What else the pages depend on, by name.
    """
    package = Path(__file__).resolve().parents[1]
    return Inputs(
        notebook=digest(notebook),
        package=digest_tree(package),
        data=digest_tree(data),
        lock=digest(lock.read_bytes()) if lock.is_file() else "",
        parameters=digest_of([values, options]),
        libraries=digest_of(versions()),
    )


def exhibits_in(notebook: NotebookNode) -> list[Json]:
    """Return the exhibits an executed notebook shows, in its order; rows and front pages taken apart."""
    return shown_in(notebook, media.EXHIBIT)


def shown_in(notebook: NotebookNode, kind: str) -> list[Json]:
    """Return the records of one kind that an executed notebook's outputs hold, in its order."""
    found: list[Json] = []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            shown = output.get("data", {}).get(kind)
            if shown is not None:
                found.extend(shown if isinstance(shown, list) else [shown])
    return found


def sources_of(exhibits: Iterable[Json]) -> list[dict[str, str]]:
    """Return every document the exhibits rest on, each once, by id."""
    by_id = {str(s["id"]): dict(s) for exhibit in exhibits for s in exhibit.get("sources", [])}
    return [by_id[key] for key in sorted(by_id)]


def write(
    folder: Path,
    *,
    edition: Edition,
    title: str,
    values: Json,
    inputs: Inputs,
    exhibits: list[Json],
    warnings: Sequence[str] = (),
    notice: Notice = NONE,
) -> None:
    """Write the manifest of the files in ``folder`` beside them.

    Documents are named by their id alone: ``data/sources.csv`` knows them, and ``data.zip`` says which exhibit
    rests on which. A manifest is kept in git with every published edition, so it is to be small.
    """
    files = {
        path.name: {"sha256": digest(path.read_bytes()), "bytes": path.stat().st_size}
        for path in sorted(folder.iterdir())
        if path.name != NAME
    }
    content = {
        "edition": {
            **{k: v for k, v in asdict(edition).items() if k not in ("replay", "own")},
            **({"own": dict(edition.own)} if edition.own else {}),
        },
        "title": title,
        "parameters": dict(values),
        "inputs": asdict(inputs),
        "versions": versions(),
        "files": files,
        "exhibits": [
            {
                "number": exhibit.get("number"),
                "title": exhibit.get("title"),
                "kind": exhibit.get("kind"),
                "sources": len(exhibit.get("sources", [])),
            }
            for exhibit in exhibits
        ],
        "sources": [source["id"] for source in sources_of(exhibits)],
        "warnings": list(warnings),
        **({"checks": notice.record} if notice else {}),
    }
    text = json.dumps(content, indent=1, ensure_ascii=False) + "\n"
    (folder / NAME).write_text(text, encoding="utf-8")


def read(folder: Path) -> Json | None:
    """Read an edition's manifest; None where there is none or it cannot be read."""
    try:
        content: Json = json.loads((folder / NAME).read_text(encoding="utf-8"))
        content["files"], content["inputs"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return content


def warnings(folder: Path) -> list[str]:
    """What the manifest says a reader of the edition should not have to see."""
    manifest = read(folder)
    return [str(line) for line in manifest.get("warnings", [])] if manifest else []


def own(content: Json) -> dict[str, str]:
    """What a reader chose for an edition otherwise than its notebook does, by the edition's manifest."""
    return {str(name): str(value) for name, value in content.get("edition", {}).get("own", {}).items()}


def failed_checks(folder: Path) -> list[str]:
    """Names of the checks for which the manifest calls an edition a draft: failed, and published for no reason."""
    told = (read(folder) or {}).get("checks", {})
    return [] if told.get("despite") else [str(one["check"]) for one in told.get("failed", [])]


def is_current(folder: Path, inputs: Inputs, files: Iterable[str]) -> bool:
    """Whether an edition was made from these inputs, holds these files, and nobody touched them since."""
    manifest = read(folder)
    if manifest is None or manifest["inputs"] != asdict(inputs):
        return False
    return (
        set(files) <= set(manifest["files"]) and not missing_files(folder) and not _touched(folder, manifest)
    )


def unlike(folder: Path) -> list[str]:
    """Names in which a folder is not what its manifest says: files that lack, that differ, that it does not name."""
    content = read(folder)
    if content is None:
        return [NAME]
    told = {path.name for path in folder.iterdir()} - {NAME} - set(content["files"])
    return sorted({*missing_files(folder), *_touched(folder, content), *told})


def missing_files(folder: Path) -> list[str]:
    """Files the manifest names that are not there, as after a clone that carries only some."""
    manifest = read(folder)
    return sorted(name for name in manifest["files"] if not (folder / name).is_file()) if manifest else [NAME]


def _touched(folder: Path, manifest: Json) -> list[str]:
    """Files there that are not the ones the manifest tells of."""
    return [
        name
        for name, told in sorted(manifest["files"].items())
        if (folder / name).is_file() and digest((folder / name).read_bytes()) != told["sha256"]
    ]


def differences(before: Path, after: Path) -> list[str]:
    """Names of the files in which two editions differ, by their manifests and by what lies there.

    A file that one folder lacks on disk although its manifest names it is compared by its digest.
    """
    one, two = read(before), read(after)
    if one is None or two is None:
        return [NAME]
    names = sorted(set(one["files"]) | set(two["files"]))
    told = {
        name
        for name in names
        if one["files"].get(name, {}).get("sha256") != two["files"].get(name, {}).get("sha256")
    }
    return sorted(told | set(_touched(before, one)))
