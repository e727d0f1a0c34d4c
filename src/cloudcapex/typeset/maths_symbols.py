"""LaTeX's names for symbols, and what Typst calls the rest."""

from __future__ import annotations


def _pairs(table: str) -> dict[str, str]:
    words = table.split()
    return dict(zip(words[::2], words[1::2], strict=True))


# A command that stands for one character.
SYMBOLS = _pairs(
    """
    alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ
    varkappa ϰ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ
    phi ϕ varphi φ chi χ psi ψ omega ω
    Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
    sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ iiint ∭ oint ∮ bigcup ⋃ bigcap ⋂ bigsqcup ⨆ bigvee ⋁ bigwedge ⋀
    bigodot ⨀ bigoplus ⨁ bigotimes ⨂ biguplus ⨄
    pm ± mp ∓ times × div ÷ cdot ⋅ ast ∗ star ⋆ circ ∘ bullet ∙ oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘ odot ⊙
    cap ∩ cup ∪ uplus ⊎ sqcap ⊓ sqcup ⊔ vee ∨ lor ∨ wedge ∧ land ∧ setminus ∖ wr ≀ amalg ⨿ dagger † ddagger ‡
    diamond ⋄ bigtriangleup △ bigtriangledown ▽ triangleleft ◁ triangleright ▷
    leq ≤ le ≤ geq ≥ ge ≥ leqslant ⩽ geqslant ⩾ ll ≪ gg ≫ neq ≠ ne ≠ equiv ≡ sim ∼ simeq ≃ approx ≈ cong ≅
    propto ∝ asymp ≍ doteq ≐ prec ≺ succ ≻ preceq ⪯ succeq ⪰ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇
    subsetneq ⊊ supsetneq ⊋ sqsubseteq ⊑ sqsupseteq ⊒ in ∈ ni ∋ notin ∉ mid ∣ nmid ∤ parallel ∥ perp ⟂ vdash ⊢
    dashv ⊣ models ⊨ vDash ⊨ lesssim ≲ gtrsim ≳ triangleq ≜ coloneqq ≔ bowtie ⋈ smile ⌣ frown ⌢
    leftarrow ← gets ← rightarrow → to → leftrightarrow ↔ Leftarrow ⇐ Rightarrow ⇒ Leftrightarrow ⇔ uparrow ↑
    downarrow ↓ updownarrow ↕ Uparrow ⇑ Downarrow ⇓ mapsto ↦ longmapsto ⟼ longleftarrow ⟵ longrightarrow ⟶
    longleftrightarrow ⟷ Longleftarrow ⟸ Longrightarrow ⟹ implies ⟹ impliedby ⟸ iff ⟺ Longleftrightarrow ⟺
    hookleftarrow ↩ hookrightarrow ↪ nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖ leadsto ⇝ rightsquigarrow ⇝
    leftharpoonup ↼ rightharpoonup ⇀ rightleftharpoons ⇌ upharpoonright ↾
    infty ∞ partial ∂ nabla ∇ forall ∀ exists ∃ nexists ∄ neg ¬ lnot ¬ emptyset ∅ varnothing ∅ Re ℜ Im ℑ aleph ℵ
    beth ℶ hbar ℏ ell ℓ wp ℘ imath ı jmath ȷ angle ∠ measuredangle ∡ triangle △ square □ Box □ blacksquare ■
    Diamond ◇ lozenge ◊ bigstar ★ clubsuit ♣ diamondsuit ♢ heartsuit ♡ spadesuit ♠ flat ♭ natural ♮ sharp ♯
    surd √ top ⊤ bot ⊥ prime ′ backprime ‵ therefore ∴ because ∵ complement ∁ checkmark ✓ degree ° eth ð
    ldots … dots … dotsc … dotso … cdots ⋯ dotsb ⋯ dotsm ⋯ dotsi ⋯ vdots ⋮ ddots ⋱ colon ∶
    langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ Vert ‖ vert |
    lbrace { rbrace } lbrack [ rbrack ] backslash ∖ ulcorner ⌜ urcorner ⌝ llcorner ⌞ lrcorner ⌟
    S § P ¶ pounds £ euro € copyright © yen ¥ AA Å aa å ss ß ae æ oe œ o ø l ł
    """
) | {"|": "‖", "%": "%", "$": "$", "#": "#", "&": "&", "_": "_", "{": "{", "}": "}"}

# Set upright with the spacing of an operator; True where limits go below and above in displays.
OPERATORS = dict.fromkeys(
    [
        "sin",
        "cos",
        "tan",
        "cot",
        "sec",
        "csc",
        "arcsin",
        "arccos",
        "arctan",
        "sinh",
        "cosh",
        "tanh",
        "coth",
        "log",
        "ln",
        "lg",
        "exp",
        "deg",
        "arg",
        "dim",
        "ker",
        "hom",
    ],
    False,
) | dict.fromkeys(
    [
        "lim",
        "limsup",
        "liminf",
        "max",
        "min",
        "sup",
        "inf",
        "det",
        "gcd",
        "Pr",
        "argmax",
        "argmin",
        "injlim",
        "projlim",
    ],
    True,
)

# Bars that open and close; a bare bar would be spaced as a relation.
FENCES = {
    "lvert": 'class("opening", \\|)',
    "rvert": 'class("closing", \\|)',
    "lVert": 'class("opening", ‖)',
    "rVert": 'class("closing", ‖)',
}

# One argument, a Typst accent or line of the same meaning.
ACCENTS = _pairs(
    """
    hat hat widehat hat tilde tilde widetilde tilde bar macron vec arrow dot dot ddot dot.double
    dddot dot.triple check caron breve breve acute acute grave grave mathring circle
    overrightarrow arrow overleftarrow arrow.l overline overline underline underline
    cancel cancel bcancel cancel xcancel cancel boxed boxed fbox boxed phantom phantom hphantom phantom
    overbrace overbrace underbrace underbrace overbracket overbracket underbracket underbracket
    """
)

# One argument set in another alphabet; `{}` is the argument.
ALPHABETS = {
    "mathbf": "bold(upright({}))",
    "boldsymbol": "bold({})",
    "bm": "bold({})",
    "pmb": "bold({})",
    "mathrm": "upright({})",
    "mathup": "upright({})",
    "mathnormal": "italic({})",
    "mathit": "italic({})",
    "mathbb": "bb({})",
    "Bbb": "bb({})",
    "mathds": "bb({})",
    "mathcal": "cal({})",
    "mathscr": "scr({})",
    "mathfrak": "frak({})",
    "mathsf": "sans({})",
    "mathtt": "mono({})",
    "mathop": "limits({})",
    "mathbin": 'class("binary", {})',
    "mathrel": 'class("relation", {})',
    "mathord": 'class("normal", {})',
    "mathopen": 'class("opening", {})',
    "mathclose": 'class("closing", {})',
    "mathpunct": 'class("punctuation", {})',
}

# Their argument is words, not maths.
TEXTS = {
    "text": "{}",
    "textrm": "{}",
    "textnormal": "{}",
    "mbox": "{}",
    "hbox": "{}",
    "textup": "{}",
    "textbf": "bold({})",
    "textit": "italic({})",
    "emph": "italic({})",
    "textsf": "sans({})",
    "texttt": "mono({})",
}

SPACES = {
    ",": "thin",
    "thinspace": "thin",
    ":": "med",
    ">": "med",
    "medspace": "med",
    ";": "thick",
    "thickspace": "thick",
    "!": "#h(-0.167em)",
    "negthinspace": "#h(-0.167em)",
    " ": "space",
    "\n": "space",
    "nobreakspace": "space",
    "space": "space",
    "enspace": "#h(0.5em)",
    "quad": "quad",
    "qquad": "wide",
    "hfill": "#h(1fr)",
}

# Say how to set, not what: the page decides that.
IGNORED = frozenset(
    [
        "displaystyle",
        "textstyle",
        "scriptstyle",
        "scriptscriptstyle",
        "nonumber",
        "notag",
        "limits",
        "nolimits",
        "mathstrut",
        "strut",
        "hline",
        "hfil",
        "centering",
        "relax",
        "allowbreak",
        "nobreak",
        "normalsize",
        "small",
        "large",
        "Large",
        "tiny",
        "protect",
    ]
)

NEGATED = _pairs("= ≠ ∈ ∉ ∋ ∌ ⊂ ⊄ ⊃ ⊅ ⊆ ⊈ ⊇ ⊉ ≡ ≢ ∼ ≁ ≈ ≉ ≤ ≰ ≥ ≱ < ≮ > ≯ ∣ ∤ ∥ ∦ ∃ ∄ → ↛ ← ↚ ⇒ ⇏ ⇔ ⇎")

# What may follow \left, \right, \middle and \big.
DELIMITERS = _pairs(
    r"""
    ( ( ) ) [ [ ] ] | | / / < ⟨ > ⟩ \{ { \} } \lbrace { \rbrace } \lbrack [ \rbrack ] \| ‖ \Vert ‖ \lVert ‖ \rVert ‖
    \vert | \lvert | \rvert | \langle ⟨ \rangle ⟩ \lfloor ⌊ \rfloor ⌋ \lceil ⌈ \rceil ⌉ \backslash ∖
    \uparrow ↑ \downarrow ↓ \Uparrow ⇑ \Downarrow ⇓ \updownarrow ↕ \ulcorner ⌜ \urcorner ⌝ \llcorner ⌞ \lrcorner ⌟
    \lgroup ⟮ \rgroup ⟯ \llbracket ⟦ \rrbracket ⟧
    """
) | {".": ""}

MATRICES = {
    "matrix": "#none",
    "smallmatrix": "#none",
    "pmatrix": '"("',
    "bmatrix": '"["',
    "Bmatrix": '"{"',
    "vmatrix": '"|"',
    "Vmatrix": '"‖"',
}
# Rows at the top of a formula, aligned at `&`.
DISPLAYS = frozenset(
    [
        "equation",
        "align",
        "gather",
        "multline",
        "eqnarray",
        "alignat",
        "flalign",
        "displaymath",
        "math",
        "split",
        "aligned",
        "gathered",
        "alignedat",
    ]
)
