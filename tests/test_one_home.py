"""What stands once stands in one home: walks over the syntax trees find a second, however it is written.

The value of an expression is looked at, not its text: pieces joined by ``+``, formats, quotes and line breaks make no
difference.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from cloudcapex.language import LANGUAGES, Tag, is_chinese, known_language

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "cloudcapex"
MODULES = sorted(PACKAGE.rglob("*.py"))

Finder = Callable[[ast.AST], Iterable[tuple[int, str]]]


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").as_posix()


def text_of(node: ast.AST) -> str | None:
    """Return the text an expression is, where it can be told without running it; a gap stands for what is filled in."""
    match node:
        case ast.Constant(value=str() as text):
            return text
        case ast.JoinedStr(values=values):
            parts = [
                text_of(v) if not isinstance(v, ast.FormattedValue) else text_of(v.value) for v in values
            ]
            return "".join("\x00" if p is None else p for p in parts)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            before, after = text_of(left), text_of(right)
            return None if before is None or after is None else before + after
        case ast.Call(func=ast.Attribute(value=value, attr="join"), args=[ast.Tuple() | ast.List() as parts]):
            glue, texts = text_of(value), [text_of(e) for e in parts.elts]
            return None if glue is None or None in texts else glue.join(t for t in texts if t is not None)
    return None


def docstrings(tree: ast.AST) -> set[int]:
    """Return the nodes that only explain."""
    return {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and text_of(node.value) is not None
    }


def texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield each text of a module that is no docstring, with its line."""
    explained = docstrings(tree)
    for node in ast.walk(tree):
        text = text_of(node)
        if text is not None and id(node) not in explained:
            yield node.lineno, text


# -- languages --------------------------------------------------------------------------------------------

_A_TAG = re.compile(rf"(?<![A-Za-z])(?:{'|'.join(t for t in LANGUAGES if '-' in t)})(?![a-z])", re.IGNORECASE)
_ALONE = {tag.lower() for tag in LANGUAGES} | {tag.tongue for tag in Tag}
_FOLDERS = {tag.locale.lower() for tag in Tag} | {tag.folder.lower() for tag in Tag if tag.chinese}


def language_tags(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield each tag, tongue or locale of a language that is written out."""
    for line, text in texts(tree):
        if _A_TAG.search(text) or text.lower() in _ALONE | _FOLDERS:
            yield line, repr(text)


# Each kind: what finds it, its home, and copies that must be seen wherever they are planted.
KINDS: dict[str, tuple[Finder, frozenset[str], tuple[str, ...]]] = {
    "language tags": (
        language_tags,
        frozenset({"language/tags"}),
        (
            'language = "en"',
            "if code == 'zh-Hans':\n    pass",
            'code.startswith("zh")',
            'tags = ("en",)',
            'tag = "zh" + "-Hant"',
            'tag = "zh-" "Hant"',
            "tag = f\"zh-{'Hant'}\"",
            'tag = "-".join(("zh", "Hant"))',
            'help = "en, zh-Hans or zh-Hant"',
            'locale = "zh_Hant_TW"',
        ),
    ),
}


@pytest.fixture(scope="module")
def trees() -> dict[str, ast.AST]:
    return {name_of(path): ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}


@pytest.mark.parametrize("kind", KINDS)
def test_it_has_one_home(kind, trees):
    find, homes, _ = KINDS[kind]
    assert homes <= set(trees)
    assert [
        f"{name}:{line} {what}" for name, t in trees.items() if name not in homes for line, what in find(t)
    ] == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_home_holds_it(kind, trees):
    """A finder that finds nothing even there would guard nothing."""
    find, homes, _ = KINDS[kind]
    assert all(list(find(trees[home])) for home in homes)


@pytest.mark.parametrize(
    ("kind", "copy"), [(k, copy) for k, (_, _, copies) in KINDS.items() for copy in copies]
)
def test_a_second_home_is_seen(kind, copy):
    assert list(KINDS[kind][0](ast.parse(copy)))


@pytest.mark.parametrize(
    "source", ['"""Of ``zh-Hant`` a docstring may speak."""', 'word = "when"', 'column = tag.column("label")']
)
def test_what_is_no_second_home_is_let_through(source):
    assert [kind for kind, (find, _, _) in KINDS.items() if list(find(ast.parse(source)))] == []


class TestTheTableOfLanguages:
    def test_what_is_asked_of_it(self):
        assert [tag.locale for tag in Tag] == ["en_GB", "zh_Hans_CN", "zh_Hant_TW"]
        assert [tag.column("label") for tag in Tag] == ["label", "label_zh_hans", "label_zh_hant"]
        assert [is_chinese(tag) for tag in LANGUAGES] == [False, True, True]

    @pytest.mark.parametrize(
        ("stated", "read"),
        [
            (None, "en"),
            ("", "en"),
            ("EN_us", "en"),
            ("fr", "en"),
            ("zh", "zh-Hans"),
            ("zh-sg", "zh-Hans"),
            ("zh_TW", "zh-Hant"),
            ("zh-hant-mo", "zh-Hant"),
            ("ZH-HK", "zh-Hant"),
        ],
    )
    def test_any_tag_is_brought_to_what_its_readers_read(self, stated, read):
        assert known_language(stated) == read
