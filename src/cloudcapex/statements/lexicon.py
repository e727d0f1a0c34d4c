"""Words that claim something, per language, and what licenses each: an assertion that says just that.

A sentence is checked twice, as its English message and as the translation that is printed. A word of the lexicon that
no assertion of the sentence licenses stops the edition: a superlative cannot be typed, only earned. The proof has a
lexicon of its own (`proof.lexicon`, which says why).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence

from ..errors import CloudcapexError
from ..language import is_chinese
from .assertion import Assertion
from .evidence import is_rate

UP = frozenset({"rose", "sped_up", "fell_less"})
DOWN = frozenset({"fell", "fell_more", "slowed", "fell_less"})
EVERYONE = frozenset({"every", "both"})
TOP = frozenset({"leader", "record", "since", "high"})
BOTTOM = frozenset({"lowest", "low", "leader_low", "since_low"})

# (words, what licenses them): the first of a place that matches counts, longer words stand before shorter ones.
_ENGLISH: tuple[tuple[str, frozenset[str]], ...] = (
    (r"every(?:one|body)?\b|(?<![-’])\ball\b(?<!\bnot at all)(?!-| else)|\bentire", EVERYONE),
    (r"\beach\b(?! on its own)", EVERYONE | {"some"}),
    (r"\bboth\b(?! ways)", frozenset({"both"})),
    (r"\bmost (?:clouds|companies|of|large|that)", frozenset({"most"})),
    (
        r"\bnobody\b|\bneither\b|(?<!hold )\bnone\b|\bno (?:company|cloud|one|laborator|vendor|capex|figure|other)",
        frozenset({"none"}),
    ),
    (r"\bmost\b(?<!at most)", TOP | {"most"}),
    (r"\b(?:sped|speeds?|speeding) up\b|\bfaster\b|\baccelerat", frozenset({"sped_up"})),
    (r"\bslow(?:ed|s|er|ing|ly)?\b", frozenset({"slowed", "low"})),
    (r"\b(?:fell|shrank|falls|shrinks) less\b", frozenset({"fell_less"})),
    (r"\b(?:fell|shrank|falls|shrinks) more\b", frozenset({"fell_more"})),
    (
        r"\bfell\b|\bfalls?\b(?! due)|\bfalling\b|\bshr[aiu]nks?\b|\bshrinking\b|\blower(?:ed|s)?\b|\bdeclin|\bdown\b|\bloses?\b",
        DOWN | {"below"},
    ),
    (
        r"\brose\b|\bris(?:es?|ing|en)\b|\braised?\b|\bgr[eo]ws?\b|\bgrowing\b|\bgrown\b|\bincreas|\bgains?\b|\bup\b(?! to)",
        UP | {"sped_up", "slowed"},
    ),
    (r"\bmore than a (?:year|quarter) (?:before|earlier)", UP | {"above"}),
    (r"\bless than a (?:year|quarter) (?:before|earlier)", DOWN | {"below"}),
    (
        r"(?<!data )\bh[eo]lds?\b(?! against)(?: level\b)?|\blevel\b|\bunchanged\b|\bstands? still\b|\bsteady\b",
        frozenset({"held"}),
    ),
    (r"\bleads?\b|\bled\b|\blargest\b|\bbiggest\b", TOP),
    (r"\bfirst time\b", TOP | {"low"}),
    (r"\brecord\b(?<!\bof record)(?<!\btrack record)(?! dates?\b)|\bhighest\b|\bfastest\b", TOP),
    (r"\blowest\b|\bsmallest\b|\bslowest\b|\bleast\b(?<!at least)", BOTTOM),
    (r"\bdoubl(?:es?|ed|ing)\b(?![- ](?:digit|count))|\btwice\b", frozenset({"double", "times"})),
    (r"\btrebl|\btripl|\bthrice\b", frozenset({"treble"})),
    (r"\btimes\b|×", frozenset({"times", "double"})),
    (r"\btogether\b|\bbetween them\b|\bcombined\b|\bin all\b", frozenset({"sum", "sum_known"})),
    (r"\babove\b|\bexceed", frozenset({"above", "gap", "leader", "range"})),
    (r"\bbelow\b|\bnegative\b", frozenset({"below", "gap"})),
    (r"\bin a row\b|\bstraight\b|\bconsecutive\b(?! quarters)", frozenset({"streak"})),
    (r"\bhad not\b|\bnot yet\b|\bnever\b", frozenset({"none"})),
)
_CHINESE: tuple[tuple[str, frozenset[str]], ...] = (
    (r"[沒没]有一[家個个]|[無无]一(?![覽览])|[無无]人|[均皆都]未|[沒没]有(?:公司|任何)", frozenset({"none"})),
    (r"每一?[家個个朵]|所有(?![者權权])|全部|全[數数]|全都|皆|(?<!不)一致(?![預预][期估測测]|性)", EVERYONE),
    (r"(?<![不單单平])均(?![值價价衡攤摊勻匀])", EVERYONE | {"some"}),
    (r"[兩两][家者個个](?:公司|雲端業者|云厂商)?[都均皆]", frozenset({"both"})),
    (r"多[數数]|大多|大部分|[過过]半", frozenset({"most"})),
    (r"[降減减]幅收窄", frozenset({"fell_less"})),
    (r"[降減减]幅[擴扩]大", frozenset({"fell_more"})),
    (r"加快|加速(?!申[報报])|提速|更快", frozenset({"sped_up"})),
    (r"放[緩缓]|[減减]速|更慢|趨緩|趋缓", frozenset({"slowed", "low"})),
    (r"下降|[減减]少|下滑|下[調调]|[萎縮缩]|低[於于]|下跌|年減|同比(?:下)?降", DOWN | {"below"}),
    (
        r"上升|增加|增[長长](?![率速])|成長(?!率)|上[調调]|上[漲涨]|提高|年增(?![率速])|高[於于](?!一年前的[幾几]倍)",
        UP | {"sped_up", "slowed", "above", "gap"},
    ),
    (r"持平|不[變变]|[維维]持", frozenset({"held"})),
    (r"首次(?!公布|披露|揭露|指引|[财財][测測]|[数數]字)", TOP | {"low"}),
    (r"[領领]先|最高|最多|最大|居首|最快|[紀纪][錄录]|新高|第一", TOP),
    (r"最低|最少|最慢|最小", BOTTOM),
    (r"翻倍|翻番|一倍(?:以上)?", frozenset({"double", "times"})),
    (r"倍(?![數数])", frozenset({"times", "double"})),
    (r"合[計计]|[總总]共|加起[來来]", frozenset({"sum", "sum_known"})),
    (r"[連连][續续]", frozenset({"streak"})),
    # Leases that have not begun are named so; nothing is denied.
    (r"尚未(?!起租)|尚[無无]|[從从]未|未曾", frozenset({"none"})),
)
# Universal words may speak of those that can be compared where the message says of how many: ``{m}``.
_UNIVERSAL = {"every_known": "every", "none_known": "none"}
_KNOWN = frozenset(_UNIVERSAL)
_PLACE = re.compile(r"\{[^{}]*\}")


class StatementError(CloudcapexError):
    """Words that claim what no assertion of their sentence says."""


def licences(assertion: Assertion) -> frozenset[str]:
    """Return what an assertion licenses to be said.

    Parameters
    ----------
    assertion : Assertion
        That holds.

    Returns
    -------
    frozenset of str
        Its form, its quantifier, directions, and what follows from them: a record is a *high*, a rate of a hundred
        per cent *doubles*.
    """
    found: set[str] = {assertion.form}
    found |= {q for q in (assertion.quantifier, assertion.direction, assertion.sense) if q}
    found |= _QUANTITY.get(assertion.form, _nothing)(assertion)
    found |= _extremes(assertion)
    if _multiplied(assertion, 2):
        found.add("double")
    if _multiplied(assertion, 3):
        found.add("treble")
    return frozenset(found)


def claims(text: str, language: str) -> list[tuple[str, frozenset[str]]]:
    """Return the words of a text that claim something, with what licenses each.

    Parameters
    ----------
    text : str
        A message or a finished sentence; named places in braces are passed over.
    language : str
        Whose lexicon is read.
    """
    plain = _PLACE.sub(" … ", text)
    return [
        (match[0], licensed)
        for match in _pattern(language).finditer(plain)
        for licensed in [_licensed(language, match)]
    ]


def check(templates: Iterable[str], language: str, assertions: Sequence[Assertion]) -> None:
    """Refuse a sentence with a word that none of its assertions licenses.

    Parameters
    ----------
    templates : iterable of str
        The messages of the sentence, in one language.
    language : str
        One of `LANGUAGES`.
    assertions : sequence of Assertion
        What the sentence says.

    Raises
    ------
    StatementError
        With the word, the message and what would license it.
    """
    allowed = frozenset().union(*(licences(a) for a in assertions))
    for template in templates:
        _check(template, language, allowed)


@functools.lru_cache(maxsize=4096)
def _check(template: str, language: str, allowed: frozenset[str]) -> None:
    counted = {_UNIVERSAL[name] for name in _KNOWN & allowed} if "{m}" in template else set()
    said = allowed | counted
    for word, licensed in claims(template, language):
        if not licensed & said:
            raise StatementError(
                f"{word!r} is said and nothing asserts it",
                where=f"message {template!r}",
                valid=f"an assertion of {', '.join(sorted(licensed))}; this sentence has {', '.join(sorted(allowed)) or 'none'}",
                remedy="choose the words from an assertion that holds",
            )


def _nothing(assertion: Assertion) -> set[str]:
    return set()


def _of_each(assertion: Assertion) -> set[str]:
    found = {"k_of_n"}
    known = len(assertion.population) - len(assertion.unknown)
    if assertion.unknown and known and assertion.count in (0, known):
        found.add("every_known" if assertion.count else "none_known")
    if assertion.count * 2 > len(assertion.population):
        found.add("most")
    if assertion.count:
        found.add("some")
    return found


def _of_split(assertion: Assertion) -> set[str]:
    return set(assertion.groups) | {"some"}


def _of_sum(assertion: Assertion) -> set[str]:
    return {"sum"} if assertion.result["k"] == assertion.result["n"] else {"sum_known"}


def _of_none(assertion: Assertion) -> set[str]:
    return {"none"} | ({"asserted"} if assertion.result.get("coverage") else set())


_QUANTITY = {"each": _of_each, "split": _of_split, "sum": _of_sum, "none": _of_none}


def _extremes(assertion: Assertion) -> set[str]:
    low = assertion.sense == "below"
    match assertion.form:
        case "record":
            return {"high"}
        case "lowest":
            return {"low"}
        case "leader":
            return {"leader_low", "low"} if low else {"high"}
        case "since":
            return {"since_low", "low"} if low else {"high"}
        case "range":
            return {"high", "low"}
    return set()


def _multiplied(assertion: Assertion, factor: int) -> bool:
    """Whether what is told at least doubled, or trebled: by its rate, by its change, or by the multiple itself."""
    rate = assertion.measure is not None and is_rate(assertion.measure)
    if assertion.form == "value" and rate:
        return all(v.value >= factor - 1.005 for v in assertion.values)
    if assertion.form == "change":
        then = sum(v.base_value for v in assertion.values)
        return then > 0 and sum(v.value for v in assertion.values) >= (factor - 0.005) * then
    if assertion.form in ("times", "gap"):
        return assertion.figure("ratio") >= factor - 0.005
    if assertion.form == "each" and rate and assertion.threshold is not None:
        bound = assertion.threshold.value
        return isinstance(bound, float) and bound >= factor - 1 and assertion.sense == "above"
    return False


@functools.cache
def _pattern(language: str) -> re.Pattern[str]:
    words = _CHINESE if is_chinese(language) else _ENGLISH
    return re.compile("|".join(f"(?P<w{n}>{pattern})" for n, (pattern, _) in enumerate(words)), re.IGNORECASE)


def _licensed(language: str, match: re.Match[str]) -> frozenset[str]:
    words = _CHINESE if is_chinese(language) else _ENGLISH
    return words[int(str(match.lastgroup)[1:])][1]
