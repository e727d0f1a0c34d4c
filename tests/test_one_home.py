"""What stands once stands in one home: walks over the syntax trees find a second, however it is written.

The value of an expression is looked at, not its text: pieces joined by ``+``, formats, quotes and line breaks make no
difference.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from cloudcapex.language import LANGUAGES, Tag, is_chinese, known_language
from cloudcapex.schema.grades import BASES, EVIDENCE, basis_of, is_guess, is_second_hand, weakest, weakness

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


# -- kinds of content -------------------------------------------------------------------------------------

_A_KIND = re.compile(r"(?<![\w/.])(?:text|image|font|application|audio|video)/(?:[a-z*]|\Z)")


def kinds_of_content(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield each kind of content that is written out."""
    for line, text in texts(tree):
        if _A_KIND.search(text):
            yield line, repr(text)


# -- the ladders of evidence and basis --------------------------------------------------------------------


def ladders(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield each place that sets two rungs of a ladder beside one another: their order is written down again.

    A row, a set, words in one text, or a chain of comparisons; a mapping of every rung to its words is none.
    """
    for node in ast.walk(tree):
        said: list[str | None] = []
        match node:
            case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts):
                said = [text_of(part) for part in parts]
            case ast.Constant(value=str() as text):
                said = list(re.split(r"[\s,;|]+", text))
            case ast.BoolOp(values=parts):
                sides = (s for p in parts if isinstance(p, ast.Compare) for s in (p.left, *p.comparators))
                said = [text for s in sides if (text := text_of(s)) in (*EVIDENCE, *BASES)]
            case ast.Dict(keys=keys, values=ranks) if ranks and all(_is_number(r) for r in ranks):
                said = [text_of(key) for key in keys if key]
        for ladder in (EVIDENCE, BASES):
            if len(set(said)) > 1 and set(said) <= set(ladder):
                yield node.lineno, repr(said)


def _is_number(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float)


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
    "kinds of content": (
        kinds_of_content,
        frozenset({"media"}),
        (
            'if form == "text/html":\n    pass',
            "RECORD = 'application/vnd.cloudcapex.exhibit+json'",
            'kind = "image/" + "png"',
            'kind = "image/" "svg+xml"',
            'address = f"data:image/png;base64,{data}"',
            'kind = "/".join(["text", "html"])',
            'if re.match(r"application/vnd", kind):\n    pass',
        ),
    ),
    "the ladders of evidence and basis": (
        ladders,
        frozenset({"schema/grades"}),
        (
            'STRENGTH = ("filed", "company", "press", "secondary")',
            "soft = p.evidence in {'press', 'secondary'}",
            'soft = p.evidence in ["pre" + "ss",\n    "secondary"]',
            'soft = p.evidence == "press" or "secondary" == p.evidence or p.evidence == "secondary"',
            'order = "reported derived estimated".split()',
            'rank = {"filed": 0, "company": 1}',
        ),
    ),
}


# -- the same logic twice ---------------------------------------------------------------------------------

LEAST_NODES = 22  # below, two functions alike are an accident of a line


def steps_of(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what a function does, node by node: no annotations, no decorators, nothing that only explains."""
    yield node
    left_out = {"annotation", "returns", "decorator_list", "name"} if isinstance(node, _TOLD) else set()
    for field, value in ast.iter_fields(node):
        for inner in value if isinstance(value, list) else (value,):
            if isinstance(inner, ast.AST) and field not in left_out and not _explains(inner):
                yield from steps_of(inner)


_TOLD = (ast.FunctionDef, ast.arg, ast.AnnAssign)


def _explains(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and text_of(node.value) is not None


def shape_of(steps: Sequence[ast.AST]) -> str:
    """Return what a function does, whatever its names are: each is called by its place."""
    names: dict[str, str] = {}
    for step in steps:
        if isinstance(step, ast.arg):
            names.setdefault(step.arg, f"n{len(names)}")
        elif isinstance(step, ast.Name) and isinstance(step.ctx, ast.Store):
            names.setdefault(step.id, f"n{len(names)}")
    return " ".join(f"{type(s).__name__}{_own(s, names)}" for s in steps)


def _own(step: ast.AST, names: Mapping[str, str]) -> list[object]:
    """Return what stands in a node itself, its names by their places, and how many nodes each of its fields has."""
    if isinstance(step, ast.FunctionDef):
        return [sum(not _explains(statement) for statement in step.body)]
    if isinstance(step, ast.arg):
        return [names[step.arg]]
    if isinstance(step, ast.Name):
        return [names.get(step.id, step.id)]
    fields = [value for _, value in ast.iter_fields(step)]
    return [len(v) if isinstance(v, list) else isinstance(v, ast.AST) or repr(v) for v in fields]


def written_twice(trees: Mapping[str, ast.AST]) -> list[str]:
    """List the functions that do the very same, a line a pair."""
    alike: dict[tuple[type, ...], list[tuple[str, list[ast.AST]]]] = {}
    for name, tree in trees.items():
        for node in ast.walk(tree):
            steps = list(steps_of(node)) if isinstance(node, ast.FunctionDef) else []
            if len(steps) >= LEAST_NODES:
                kinds = tuple(type(step) for step in steps)
                alike.setdefault(kinds, []).append((f"{name}:{node.lineno} {node.name}", steps))
    found: dict[str, list[str]] = {}
    for some in alike.values():
        for place, steps in some if len(some) > 1 else ():
            found.setdefault(shape_of(steps), []).append(place)
    return [" and ".join(places) for places in found.values() if len(places) > 1]


# -- what nobody calls ------------------------------------------------------------------------------------

# Methods that are looked up by their names, which stand in what is read.
LOOKED_UP = {"typeset/maths_commands": "_", "typeset/writer": "block_"}


def named_in(tree: ast.AST) -> Iterator[str]:
    """Yield every name that a module makes use of, other than by defining it or in what only explains."""
    explained = docstrings(tree)
    for node in ast.walk(tree):
        if id(node) in explained:
            continue
        match node:
            case (
                ast.Name(id=name)
                | ast.Attribute(attr=name)
                | ast.alias(name=name)
                | ast.keyword(arg=str(name))
            ):
                yield name
            case ast.Constant(value=str() as text):
                yield from re.findall(r"\w+", text)


def uncalled(trees: Mapping[str, ast.AST], others: str = "") -> list[str]:
    """List the functions and methods whose names stand nowhere else, in no module and in no other text."""
    used = set(re.findall(r"\w+", others))
    for tree in trees.values():
        used.update(named_in(tree))
    return [
        f"{name}:{node.lineno} {node.name}"
        for name, tree in trees.items()
        for node in _own_functions(tree)
        if node.name not in used
        and not node.decorator_list
        and not re.fullmatch(r"__\w+__|_repr_\w+_", node.name)
        and not (name in LOOKED_UP and node.name.startswith(LOOKED_UP[name]))
    ]


def _own_functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    """Yield the functions of a module, without the methods that a class from outside has asked for."""
    outside = {
        (alias.asname or alias.name).split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import) or (isinstance(node, ast.ImportFrom) and not node.level)
        for alias in node.names
    }
    heirs = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        and any(isinstance(n, ast.Name) and n.id in outside for base in node.bases for n in ast.walk(base))
        for inner in node.body
    }
    yield from (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and id(n) not in heirs)


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


def test_no_logic_is_written_twice(trees):
    assert written_twice(trees) == []


def test_nothing_is_there_that_nobody_calls(trees):
    texts_ = [*PACKAGE.rglob("*.j2"), *(PACKAGE.parents[1] / "notebooks").glob("*.ipynb")]
    assert uncalled(trees, "".join(path.read_text(encoding="utf-8") for path in texts_)) == []


class TestTheWalkItself:
    ONE = """
def value_of(self, member: str) -> Value:
    \"\"\"Return a member's value.\"\"\"
    return next(v for v in self.values if v.of == member and v.known)
"""

    @pytest.mark.parametrize(
        "other",
        [
            "def find(table, who):\n    return next(row for row in table.values if row.of == who and row.known)",
            "def find(table, who):\n    'Otherwise told.'\n    return next(\n        x\n        for x in table.values\n        if x.of == who and x.known\n    )",
        ],
    )
    def test_a_copy_is_seen_under_other_names(self, other):
        found = written_twice({"one": ast.parse(self.ONE), "two": ast.parse(other)})
        assert [line.split()[1::3] for line in found] == [["value_of", "find"]]

    def test_what_does_otherwise_is_let_through(self):
        other = "def find(table, who):\n    return next(r for r in table.values if r.of != who and r.known)"
        assert written_twice({"one": ast.parse(self.ONE), "two": ast.parse(other)}) == []

    def test_what_nobody_calls_is_seen_though_a_docstring_speaks_of_it(self):
        one = "def told():\n    'See `lost`.'\ndef lost():\n    pass\ndef kept():\n    return told()"
        other = "from one import kept\nclass A(dict):\n    def gone(self): ..."
        assert uncalled({"one": ast.parse(one), "two": ast.parse(other)}) == ["one:3 lost", "two:3 gone"]

    def test_what_a_class_from_outside_asks_for_is_let_through(self):
        source = "from html.parser import HTMLParser\nclass Reader(HTMLParser):\n    def handle_data(self, data): ..."
        assert uncalled({"one": ast.parse(source)}) == []


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


def test_the_ladders_answer_what_is_asked_of_them():
    assert [weakness(grade) for grade in EVIDENCE] == [0, 1, 2, 3]
    assert weakest(["company", "secondary", "filed"]) == "secondary"
    assert [grade for grade in EVIDENCE if is_second_hand(grade)] == ["press", "secondary"]
    assert (basis_of(["reported"]), basis_of(["reported", "estimated"])) == ("derived", "estimated")
    guesses = [(b, e) for b in BASES for e in ("company", "press") if is_guess(b, e)]
    assert guesses == [("derived", "press"), ("estimated", "company"), ("estimated", "press")]
