"""Notebooks for the tests of the web edition: a report with dummy exhibits, and an ordinary notebook."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

RECORD = "application/vnd.cloudcapex.exhibit+json"
TYPST = "text/vnd.typst"
FILING = "https://www.sec.gov/Archives/edgar/data/789019/000095017026000001/"
# One grey dot.
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGOYCQAAxQDEafVS3gAAAABJRU5ErkJggg=="

CHART = (
    '<svg class="cc-chart" role="img" viewBox="0 0 245 120" xmlns="http://www.w3.org/2000/svg" '
    'style="--cc-amazon:light-dark(#d67d15,#e5a34c);--cc-microsoft:light-dark(#186db2,#67a7db)">'
    "<title>Capex rose</title><desc>Bars of cash capex, rising.</desc>"
    '<style type="text/css">*{stroke-linejoin: round}</style>'
    '<rect x="20" y="40" width="90" height="60" style="fill: var(--cc-amazon,#d9822b)"/>'
    '<rect x="120" y="10" width="90" height="90" style="fill: var(--cc-microsoft,#1f6fb4)"/>'
    '<text x="20" y="115" style="font: 600 8px \'Source Sans 3\'; fill: var(--cc-amazon,#d9822b)">Amazon</text>'
    "</svg>"
)


def table(columns: int = 9) -> str:
    heads = "".join(f'<th scope="col">measure {n}</th>' for n in range(1, columns))
    cells = "".join(
        f'<td class="cc-n"><a href="{FILING}" title="10-Q">{n}5.8</a><sup>d</sup></td>'
        for n in range(1, columns)
    )
    return (
        f'<div class="cc-scroll" tabindex="0" role="group" aria-label="Table"><table class="cc-table">'
        f'<thead><tr><th scope="col"></th>{heads}</tr></thead>'
        f'<tbody><tr><th scope="row">Microsoft</th>{cells}</tr></tbody></table></div>'
    )


def exhibit(number: int, body: str = CHART, *, wide: bool = True, title: str = "Capex rose 87 %") -> str:
    kind = "table" if "<table" in body else "chart"
    return (
        f'<figure class="cc-exhibit{" cc-wide" if wide else ""}" id="exhibit-{number}" data-kind="{kind}">'
        f'<figcaption><span class="cc-number">Exhibit {number}</span>'
        f'<span class="cc-title" role="heading" aria-level="3">{title}</span>'
        '<span class="cc-subtitle">Cash capex, US$ bn a quarter</span></figcaption>'
        f'<div class="cc-body">{body}</div><ul class="cc-notes"><li>d derived.</li></ul>'
        '<p class="cc-source">Source: 10-Q filings. '
        f'<a class="cc-csv" download="exhibit-{number}.csv" href="data:text/csv;charset=utf-8,a%0A{number}%0A">CSV</a></p></figure>'
    )


def fragment(html: str, *numbers: int, title: str = "Capex rose 87 %") -> NotebookNode:
    """Wrap HTML as one of our own display objects would."""
    data: dict[str, Any] = {"text/html": html, TYPST: "#none", "text/plain": "an exhibit"}
    if numbers:
        records = [{"number": n, "title": title} for n in numbers]
        data[RECORD] = records if len(records) > 1 else records[0]
    return new_output("display_data", data=data)


FRONT = (
    '<header class="cc-front"><div class="cc-band"><span class="cc-band-type">Quarterly review</span>'
    '<span class="cc-band-period"><b>2026Q2</b> · April–June 2026</span></div>'
    '<h1>Capex nearly doubles</h1><p class="cc-summary">Five companies spent more.</p>'
    '<section class="cc-takeaways"><h2>Key takeaways</h2><ul><li><b>Spending has not peaked.</b> It rose. '
    '<a href="#exhibit-2">Exhibit 2</a></li></ul></section>'
    '<aside class="cc-changed"><h2>What changed</h2><p>14 figures restated</p></aside></header>'
)


def report(**about: Any) -> NotebookNode:
    """Build a report: front page, scorecard, wide table, two charts side by side, a wide chart, method."""
    code = "review.show()"
    cells = [
        new_code_cell(code, outputs=[fragment(FRONT), fragment(exhibit(1, table()), 1)]),
        new_markdown_cell("## Who takes the dollars\n\nOn *one* definition, see [Method](#method)."),
        new_code_cell(
            code,
            outputs=[
                fragment('<p class="cc-finding">Azure grew 43 %.</p>'),
                fragment(f'<div class="cc-row">{exhibit(2, wide=False)}{exhibit(3, wide=False)}</div>', 2, 3),
                fragment(exhibit(4), 4),
            ],
        ),
        new_markdown_cell("## Method\n\n### Periods\n\nThe midpoint decides.\n\n### Periods\n\nAgain."),
        new_code_cell(
            code,
            outputs=[fragment('<details class="cc-sources"><summary>Sources</summary><p>10-Q</p></details>')],
        ),
    ]
    metadata = {
        "report": "quarterly_review",
        "title": "Quarterly review",
        "quarter": "2026Q2",
        "as_of": "2026-10-09",
        "language": "en",
        "disclosure": "Not investment advice.",
        "generated": "2026-10-09",
        **about,
    }
    return new_notebook(cells=cells, metadata={"cloudcapex": metadata})


def ordinary(
    *outputs: NotebookNode, source: str = "1 + 1", words: str = "# Notes\n\nSome words."
) -> NotebookNode:
    """Build a notebook that knows nothing of us."""
    cells = [new_markdown_cell(words), new_code_cell(source, outputs=list(outputs))]
    return new_notebook(cells=cells)


def shown(**data: Any) -> NotebookNode:
    """Build an output from short names: ``html``, ``plain``, ``latex``, ``svg``, ``png``, ``js``."""
    kinds = {
        "html": "text/html",
        "plain": "text/plain",
        "latex": "text/latex",
        "markdown": "text/markdown",
        "svg": "image/svg+xml",
        "png": "image/png",
        "js": "application/javascript",
        "widget": "application/vnd.jupyter.widget-view+json",
    }
    return new_output("display_data", data={kinds[k]: v for k, v in data.items()})
