"""Words that claim something, in three languages, and what must be held for each to be said: see `licences`.

A list of the proof's own, wider than what the reports say today. Of words that overlap the first in the list counts; one
that needs nothing is an idiom that only looks like a claim, or a term: the name of a thing, which says nothing by a word
inside it, as the *all-in* cost of an hour and analysts' consensus, 一致预期, speak of nobody as one. The idioms are told by the engine's lexicon too, there as what
must not stand beside a word; the two are not one table, since a word that it misjudges would then pass both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ...language.tags import is_chinese


@dataclass(frozen=True)
class ClaimWord:
    """A word in a text that claims something.

    Parameters
    ----------
    word : str
        As it stands.
    start, end : int
        Where.
    needs : frozenset of str
        What licenses it; one of them is enough.
    said_of : bool
        Whether those who are named beside it are the ones it is said of: directions and superlatives.
    """

    word: str
    start: int
    end: int
    needs: frozenset[str]
    said_of: bool


UNIVERSAL = frozenset({"universal", "both", "none"})
_SAID_OF = frozenset(
    {
        *("up", "down", "held", "sped_up", "slowed", "fell_less", "fell_more"),
        *("leader", "trailer", "high", "low", "positive", "negative"),
    }
)

_ENGLISH: tuple[tuple[str, str], ...] = (
    # bounds
    # before a number; one that is printed is blanked out
    (r"at most(?= [ \d$€£¥])", "upper"),
    (r"at least(?= [ \d$€£¥])", "lower"),
    (r"more than(?= [ \d$€£¥])", "passed above up double treble"),
    # idioms
    (
        r"at least|at most(?! (?:clouds|companies|of))|most recent\w*|each (?:on|by) (?:its|their) own|each of its own|(?:of )?each dollar|"
        r"after all|half a (?:point|per cent|year)|(?:first|second|other) half|no document|holds? (?:no|none)|held against|"
        r"at this point|both ways|as (?:much|many) as|the rise of|points? out|no longer comparable",
        "",
    ),
    # terms
    (
        r"not at all|all else|(?:all|both|every|no)-(?!one\b|time\b|body\b)[a-z]+|[a-z]+-(?:all|alone|only)|"
        r"(?:single|double|triple)[- ]digits?|double[- ]count\w*|(?:of|track) record|record dates?|accelerated filers?|"
        r"lead (?:times?|investors?)|(?:falls?|fell|falling) due|half[- ]years?|held-(?:for|to)-\w+|"
        r"(?:an?|the|its|their) (?:high|low)-[a-z]+|(?:its|of|the|their) contracts|contracts (?:for|of|that|with)",
        "",
    ),
    # quantities
    (r"neither|nobody|no one|none|no (?:compan|cloud|laborator|vendor|supplier|other|figure)\w*", "none"),
    (r"not yet|had not|ha(?:s|ve) not|never", "not_yet none"),
    (r"nothing|no|without (?:an? )?(?:figure|number|amount|value)s?", "none absence"),
    (r"both", "both"),
    (r"every(?:one|body|where)?|all(?![- ]time)|entire(?:ly)?|each|throughout", "universal"),
    (r"most (?:clouds|companies|of|large|that|vendors|laboratories)|majority", "most"),
    (r"grew most|rose most|most", "most leader high"),
    (r"only|alone|sole(?:ly)?", "only absence"),
    (r"uneven(?:ly)?|mixed|part(?:s|ed)? ways|diverg\w+", "mixed"),
    # records and ranks
    (r"for the first time|first time|first ever", "first_time"),
    (r"(?:record|all[- ]time) lows?|lowest ever", "record_low"),
    (r"(?:an?|the|its|their)(?: new)? lows?", "low"),
    (r"(?:an?|the|its|their)(?: new)? highs?", "high"),
    (r"all[- ]time|ever|records?", "record"),
    (r"ahead of", "above leader"),
    (
        r"lead(?:s|ing|er)?|led|largest|biggest|greatest|highest|fastest|strongest|tops|topped|peak(?:s|ed)?",
        "leader high",
    ),
    (r"lowest|smallest|slowest|least|weakest|trail(?:s|ed|ing)? behind", "trailer low"),
    (r"in a row|consecutive(?:ly)?|straight|running", "streak"),
    # directions
    (r"(?:fell|shrank|declined|falls|shrinks|dropped) less|less steeply", "fell_less"),
    (r"(?:fell|shrank|declined|falls|shrinks|dropped) more|more steeply", "fell_more"),
    (r"faster than|quicker than", "sped_up above"),
    (r"slower than", "slowed below"),
    (r"sped up|speeds? up|speeding up|accelerat\w+|quicken\w*|faster|quicker", "sped_up"),
    (r"slow(?:ed|s|ing|er)?(?: down)?|decelerat\w+", "slowed"),
    (r"(?:more|higher|larger|bigger|greater) than", "above up double treble"),
    (r"(?:less|lower|smaller|fewer) than", "below down half"),
    # Which side of nought is a matter of signs alone: a range of another clause is above and below something, too.
    (r"above zero|positive", "positive"),
    (r"below zero|negative", "negative"),
    (r"above|exceed\w*|beyond|over(?= [$€£¥]?\d)|outspen\w+|outgr[eo]w\w*", "above up"),
    (r"below|under(?= [$€£¥]?\d)", "below down"),
    (r"lost|loses?|losing", "down negative lost"),
    (r"gain(?:s|ed|ing)?", "up gained"),
    (
        r"fell|falls?|fallen|falling|shr[aiu]nk\w*|declin\w+|drop(?:s|ped|ping)?|decreas\w+|lower(?:ed|s|ing)?|"
        r"down(?= (?:by|from|to|on|\d|[+−$]))|contract(?:s|ed)(?! revenue)|plung\w+|tumbl\w+|worsen\w*",
        "down",
    ),
    (
        r"rose|ris(?:e|es|en|ing)|grew|grow(?:s|n|ing)?|climb\w*|increas\w+|raised?|jump\w*|surg\w*|expand\w*|soar\w*|"
        r"up(?= (?:by|from|on|\d|[+−$]))|improv\w+|added",
        "up",
    ),
    (
        r"held(?! (?:[\d$€£¥+−]|no))|holds?(?! (?:[\d$€£¥+−]|no))|unchanged|flat|steady|stable|"
        r"st(?:ood|ands?) still|stagnat\w+|levell?ed off",
        "held",
    ),
    # multiples, sums, ranges
    (r"doubl(?:e|es|ed|ing)|twice|twofold", "double"),
    (r"tripl\w+|trebl\w+|threefold|thrice", "treble"),
    (r"hal(?:f|ves|ved|ving)", "half"),
    (r"times|×|\d+-?fold|a (?:third|fifth|tenth) of", "multiple"),
    (r"together|combined|between them|in all|in total|altogether", "sum"),
    (r"between(?= [$€£¥+−]?\d)|rang(?:es?|ing)", "range"),
)
_CHINESE: tuple[tuple[str, str], ...] = (
    (
        r"各自|各[按依以]|每一?美元|每100|每股|每[季年]|各季|全公司|全年|全集[团團]|全球|第一季|首季|最近|最新|最初|最[后後终終]|"
        r"首次(?=公布|披露|揭露|指引|[财財][测測]|[数數]字|[划劃]出|[给給]|定[价價])|不[单單]|不均|平均|均[值价價衡摊攤]|都市|成都|"
        r"增[长長][率速]|增速|成[长長]率|年增[率速]|[减減]去|[记記][录錄](?=的)",
        "",
    ),
    # terms
    (
        r"一致(?=[预預][期估测測]|性)|不一(?=[致定])|均[匀勻]|[人日户戶月]均(?=[汇匯收营營用成价價])|所有(?=[者权權])|首都|大都[会會]|"
        r"[无無]一(?=[览覽])|[找看查]不到|不足以|倍[数數]|加速(?=申[报報])|第一(?=道)|尚未(?=确认的|認列的)",
        "",
    ),
    (r"至多", "upper"),
    (r"至少", "lower"),
    (r"[高大多][于於](?:零|0(?!\d))", "positive"),
    (r"[低小少][于於](?:零|0(?!\d))", "negative"),
    (
        r"[没沒]有一[家个個]|[无無]一|[无無]人|[没沒]有人|[没沒]有(?:任何|公司)|[均皆都]未|[都均][没沒]",
        "none",
    ),
    (r"尚未(?!起租)|[还還][没沒]|未曾|[从從]未", "not_yet none"),
    (r"[没沒]有|未(?:披露|揭露|公布|[给給]出)|尚[无無]", "absence none"),
    (r"每一?[家个個朵]|所有|全部|全[数數]|全都|全[体體]|一致", "universal"),
    (r"[两兩二]者", "both some"),
    (r"[都均皆]", "universal some"),
    (r"多[数數]|大多|大部分|[过過]半", "most"),
    (r"只有|[仅僅]有|唯一|[仅僅](?=[\d一二两兩三])", "only absence"),
    (r"[历歷]史新低|史上(?:最低|新低)", "record_low"),
    (r"[历歷]史新高|新高|[纪紀][录錄]|史上", "record"),
    (r"新低", "low"),
    (r"首次|首度|第一次", "first_time"),
    (r"[领領]先|居首|居冠|第一|最高|最多|最大|最快|最[强強]|[龙龍][头頭]|榜首", "leader high"),
    (r"最低|最少|最慢|最小", "trailer low"),
    (r"[连連][续續]", "streak"),
    (r"(?:[降跌减減]|衰退)幅度?(?:收窄|[缩縮]小)", "fell_less"),
    (r"(?:[降跌减減]|衰退)幅度?[扩擴]大", "fell_more"),
    (r"快[于於]", "sped_up above"),
    (r"慢[于於]", "slowed below"),
    (r"加快|加速|提速|更快", "sped_up"),
    (r"放[缓緩]|[减減]速|更慢|趋缓|趨緩", "slowed"),
    (r"[为為]正", "positive"),
    (r"[为為][负負]|[亏虧][损損]?", "negative"),
    (r"高[于於]", "above up double treble"),
    (r"超[过過出]|逾", "passed above up double treble"),
    (r"低[于於]|不到|不足|未[达達]", "below down half"),
    (
        r"下降|降至|降低|[减減]少|年?[减減](?=\d)|年[减減]|下滑|下[调調修]|萎[缩縮]|收[缩縮]|下跌|跌至|衰退|降(?=\d)|[减減]至",
        "down",
    ),
    (r"新增", "up added gained"),  # what grew by so much, or a count of what is new
    (
        r"上升|升至|升高|增加|增[长長]|成[长長]|年?增(?=\d)|年增|上[调調修]|上[涨漲扬揚]|提高|攀升|增至|[扩擴]大|成[长長]至",
        "up",
    ),
    (r"持平|不[变變]|[维維]持|相同", "held"),
    (r"翻倍|翻番|翻了一番|倍增|一倍以上|[两兩]倍|加倍|一倍", "double"),
    (r"三倍", "treble"),
    (r"一半|半[数數]", "half most"),
    (r"倍", "multiple"),
    (r"合[计計]|[总總]共|加起[来來]|共(?=\d)", "sum"),
    (r"介[于於]|之[间間]", "range"),
    (r"不一|分歧|各[异異]", "mixed"),
)


def claims(text: str, language: str) -> Iterator[ClaimWord]:
    """Give the words of a text that claim something, in their order.

    Parameters
    ----------
    text : str
        A sentence; what is not to be read is blanked out with as many spaces.
    language : str
        Whose words are looked for.
    """
    pattern, needs = _words(language)
    # What stands in quotation marks is somebody else's: it is named, not claimed.
    own = QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)
    for match in pattern.finditer(own):
        needed = needs[int(str(match.lastgroup)[1:])]
        if needed:
            yield ClaimWord(match[0], match.start(), match.end(), needed, bool(needed & _SAID_OF))


# What denies, wherever it stands in a clause; that nobody did so, or 0 of 5, does.
DENIES = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot)\b|n’t\b|[不未无無没沒非否]|(?<![\d.,Q–-])0(?![\d.,])",
    re.IGNORECASE,
)
QUOTED = re.compile("“[^”]*”|「[^」]*」")


@cache
def _words(language: str) -> tuple[re.Pattern[str], tuple[frozenset[str], ...]]:
    words = _CHINESE if is_chinese(language) else _ENGLISH
    edge = r"{}" if is_chinese(language) else r"(?<![A-Za-z])(?:{})(?![A-Za-z])"
    parts = (f"(?P<w{n}>{edge.format(pattern)})" for n, (pattern, _) in enumerate(words))
    return re.compile("|".join(parts), re.IGNORECASE), tuple(frozenset(needs.split()) for _, needs in words)
