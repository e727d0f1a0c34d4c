"""LaTeX formulas: the common part translated, the rest refused by name, nothing that Typst would not take."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloudcapex.typeset.maths import UntranslatableError, translate
from cloudcapex.typeset.maths_symbols import ACCENTS, ALPHABETS, FENCES, OPERATORS, SPACES, SYMBOLS, TEXTS
from typst_child import child

# Definitions of the page that formulas call.
_GROUND = (
    '#set document(title: "t")\n#let boxed(b) = b\n#let phantom(b) = hide(b)\n#set text(fallback: true)\n'
)


def _page(formulas: list[str]) -> str:
    return _GROUND + "\n".join(f'#math.equation(block: true, alt: "x", ${f}$)' for f in formulas)


@pytest.mark.parametrize(
    ("latex", "typst"),
    [
        (r"\frac{1}{2}", "frac(1, 2)"),
        (r"\frac12", "frac(1, 2)"),
        ("x^2_i", "attach(x, t: 2, b: i)"),
        ("x''", "attach(x, t: ′′)"),
        (r"\sqrt[3]{y}", "root(3, y)"),
        (r"{n \choose k}", "binom(n, k)"),
        (r"\text{capex, cash}", '"capex, cash"'),
        (r"\mathrm{TTM}", '"TTM"'),
        (r"\left( a \right.", r"lr(\(a)"),
        (r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}", 'mat(delim: "(", 1, 2; 3, 4)'),
        (r"\begin{align} a &= b \\ &= c \end{align}", r"a&\=b \ &\=c"),
        (r"\begin{cases} x & y \\ z \end{cases}", "cases(x& quad y, z)"),
        (r"f(x, y); \# \%", r"f\(x\,y\)\;\#\%"),
        (r"\not= \not\in", "≠∉"),
        (r"\operatorname*{arg\,min}_x", 'attach(op("arg min", limits: #true), b: x)'),
        (r"3.5x", "3.5 x"),
        ("收入", '"收""入"'),
        (r"a % a comment", "a"),
    ],
)
def test_common_latex_becomes_typst(latex, typst):
    assert translate(latex) == typst


@pytest.mark.parametrize(
    ("latex", "named"),
    [
        (r"\frobnicate{x}", r"\frobnicate"),
        (r"\begin{tikzpicture}x\end{tikzpicture}", "tikzpicture"),
        (r"\newcommand{\a}{b}", r"\newcommand"),
        (r"\input{/etc/hosts}", r"\input"),
        (r"{a", "braces"),
        ("a}", "unbalanced"),
        (r"\frac{a}", "argument"),
        (r"\left( a", "right"),
        (r"x^", "middle|argument"),
        ("{" * 100 + "}" * 100, "deeply"),
        ("x" * 30_000, "20,000"),
    ],
)
def test_what_is_not_known_is_refused_by_name(latex, named):
    with pytest.raises(UntranslatableError, match=named.replace("\\", "\\\\")):
        translate(latex)


def test_every_known_command_compiles():
    formulas = [rf"\{name}" for name in [*SYMBOLS, *FENCES, *OPERATORS, *SPACES] if name.isalpha()]
    formulas += [rf"\{name}{{x}}" for name in [*ACCENTS, *ALPHABETS, *TEXTS]]
    formulas += [
        r"\xrightarrow[a]{b}",
        r"\stackrel{a}{=}",
        r"\underset{a}{b}",
        r"\substack{a \\ b}",
        r"\bigl( \Biggr]",
        r"\pmod{3} a \bmod b \mod c",
        r"\hspace{1em} \tag{1} \label{x}",
        r"\textcolor{red}{x} \color{blue} y",
        r"\begin{array}{c|cc} a & b & c \\ d \end{array}",
        r"\begin{gather*} a \\ b \end{gather*}",
        r"\left[ \begin{aligned} a &= b \\ c &= d \end{aligned} \middle| x \right>",
        r"\begin{rcases} a \end{rcases}",
        r"\begin{alignat}{2} a &= b \end{alignat}",
        r"\underbrace{a}_{b} \overbrace{c}^{d}",
        r"a \over b",
        "a~b",
    ]
    assert child().call("compiles", _page([translate(f) for f in formulas]))


_PIECES = st.sampled_from(
    [
        *"abx019+-*/=<>()[]{}^_&|,;:.'\"#$@!?~` é中√∑⟨\u202e",
        *[
            r"\\",
            r"{a}",
            r"\frac",
            r"\sqrt",
            r"\left(",
            r"\right)",
            r"\text{ab}",
            r"\alpha",
            r"\sum",
            r"\hat",
            r"\,",
            r"\mathbb",
            r"\not",
            r"\lim",
            r"\big",
            r"\{",
            r"\|",
            r"\middle|",
        ],
        *[
            r"\begin{matrix}",
            r"\end{matrix}",
            r"\begin{cases}",
            r"\end{cases}",
            r"\begin{align}",
            r"\end{align}",
            r"\boxed",
            r"\cancel",
            r"\tag",
        ],
    ]
)


@settings(max_examples=12)
@given(st.lists(st.lists(_PIECES, max_size=14).map("".join), min_size=20, max_size=40))
def test_whatever_is_translated_compiles(candidates):
    formulas = []
    for latex in candidates:
        try:
            formulas.append(translate(latex))
        except UntranslatableError:
            continue
    assert child().call("compiles", _page(formulas))
