"""Sentences of a commentary on the page: each that asserts something carries its proof where it stands."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

from cloudcapex import media
from cloudcapex.markup.markdown import read_markdown
from cloudcapex.publish.marked import mark
from cloudcapex.reports import commentary
from cloudcapex.reports.review import Review


def marked(markdown, *told):
    soup = BeautifulSoup(read_markdown(markdown), "html.parser")
    mark(
        soup,
        [{"id": name, "text": text, "proof": f'<span id="proof-{name}">p</span>'} for name, text in told],
    )
    return soup


@pytest.mark.parametrize(
    ("markdown", "text", "whole"),
    [
        (
            "One. It rose [3 %](https://x.org) to a\nrecord. Three.",
            "It rose 3 % to a record.",
            "It rose 3 % to a\nrecord.",
        ),
        ("Only this.", "Only this.", "Only this."),
        ("**Bold rose** much. Then.", "Bold rose much.", "Bold rose much."),
        ("前句。增加[三成](https://x.org)。後句。", "增加三成。", "增加三成。"),
    ],
)
def test_a_sentence_is_marked_where_it_stands_and_nothing_else(markdown, text, whole):
    plain = BeautifulSoup(read_markdown(markdown), "html.parser").get_text()
    soup = marked(markdown, ("c.1", text))
    (span,) = soup.select("[data-statement]")
    assert (span["data-statement"], span.get_text()) == ("c.1", whole)
    assert span.parent.next_sibling["id"] == span["aria-describedby"] == "proof-c.1"
    span.parent.next_sibling.decompose()
    assert soup.get_text() == plain


def test_two_sentences_of_a_paragraph_and_one_that_is_not_there():
    soup = marked("A rose. B fell. C held.", ("c.1", "A rose."), ("c.2", "C held."), ("c.3", "D rose."))
    assert [s.get_text() for s in soup.select("[data-statement]")] == ["A rose.", "C held."]


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
@pytest.mark.parametrize("quarter", ["2023Q4", "2026Q2"])
def test_every_statement_of_a_commentary_is_marked_and_what_is_not_compares_nothing(quarter, language):
    review = Review(quarter, language=language)
    bundle = commentary.commentary(review)._repr_mimebundle_()
    told = [s.id for s in review.statements.values() if s.place == "commentary"]
    assert told
    soup = BeautifulSoup(read_markdown(bundle["text/markdown"]), "html.parser")
    mark(soup, bundle[media.MARKED])
    assert [s["data-statement"] for s in soup.select("[data-statement]")] == told
    for proof in soup.select("[data-statement], .cc-proof"):
        proof.decompose()
    left = commentary._COMPARATIVES.findall(re.sub(r"\s+", " ", soup.get_text()))
    assert left == []
