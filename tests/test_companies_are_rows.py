"""A company is rows: no slug stands in the code, and what exhibits show together is asked of the data."""

from __future__ import annotations

import re
from pathlib import Path

from cloudcapex import facts

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "cloudcapex"

# Words that are slugs by chance: what is quoted there, and what it is.
NO_COMPANY = {
    ("typeset/dom.py", "meta"): "an element of HTML",
    ("publish/sanitise.py", "meta"): "an element of HTML",
}


def slugs_in(source: str, slugs) -> list[str]:
    """List the company slugs that stand quoted in some source."""
    return re.findall(rf"[\"']({'|'.join(slugs)})[\"']", source)


def test_no_company_slug_stands_in_the_code():
    """The models name no company either: what they assume of some stands in data/value_stack.toml."""
    slugs = list(facts.companies())
    found = {
        (path.relative_to(PACKAGE).as_posix(), slug)
        for path in PACKAGE.rglob("*.py")
        for slug in slugs_in(path.read_text(encoding="utf-8"), slugs)
    }
    assert found - set(NO_COMPANY) == set()


def test_the_search_finds_what_it_looks_for():
    assert slugs_in("x = ('meta', \"oracle\")\nmetaverse = 'metadata'", ["meta", "oracle"]) == [
        "meta",
        "oracle",
    ]
