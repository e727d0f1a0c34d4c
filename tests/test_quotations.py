"""Quotation marks stand round words that a document gives verbatim or the page prints as a label; never round words of ours."""

import re

import pytest

from cloudcapex.language import Language, catalogue
from cloudcapex.locale.sources import every_message
from cloudcapex.reports import review
from cloudcapex.statements.proof import prove, retold
from cloudcapex.theses.outcomes import load_theses
from test_languages import CHINESE

QUOTED = re.compile("[“「]([^”」]*)[”」]")
# Places that are filled with words as they stand: a document’s title, a label of the same page.
VERBATIM = {"title", "name", "column"}


def quoted(text):
    return QUOTED.findall(text)


@pytest.fixture(scope="module")
def messages():
    """What the code of the reports says; what rows say of a company is held by `schema.said`."""
    return sorted({text for text, place in every_message() if place.startswith("src/")})


def test_a_message_quotes_titles_and_labels_of_its_page_alone(messages):
    labels = [text.casefold() for text in messages if not quoted(text)]
    for text in messages:
        for inner in quoted(text):
            if inner[:1] + inner[-1:] == "{}":
                assert inner.strip("{}") in VERBATIM, text
            else:
                assert any(label.startswith(inner.casefold()) for label in labels), text


@pytest.mark.parametrize("language", CHINESE)
def test_chinese_quotes_what_english_quotes(language):
    """A translation is no quotation; a label that English sets off by its capital stands in marks."""
    texts = catalogue.messages(language)
    labels = [text for text in texts.values() if not quoted(text)]
    for english, chinese in texts.items():
        if "'" not in english:
            others = [q for q in quoted(chinese) if q != "{name}" and not any(q in label for label in labels)]
            assert len(others) <= len(quoted(english)), english


@pytest.mark.parametrize("language", ["en", *CHINESE])
def test_the_proof_knows_what_worries_say_as_the_writer_writes_it(language):
    """The proof may not ask the writer; where the two came apart, it would take our words for somebody’s."""
    written = [
        Language(language).say(text)
        for thesis in load_theses()
        for text in (thesis.label, thesis.statement, thesis.measure)
    ]
    assert list(retold._worries(language)) == written


@pytest.mark.parametrize(("language", "marks"), [("en", "“{}”"), ("zh-Hans", "“{}”"), ("zh-Hant", "「{}」")])
def test_the_proof_refuses_quotation_marks_round_words_of_ours(language, marks):
    made = review.Review("2026Q2", language=language)
    text = review.common_points(made).title.text
    (told,) = made.statements["common_points.title"].records()
    assert prove([told]) == []
    point = re.split("[:：] ?", text)[-1]
    quoting = {**told, "text": text.replace(point, marks.format(point))}
    assert any("is quoted, and no document gives it so" in str(line) for line in prove([quoting]))
