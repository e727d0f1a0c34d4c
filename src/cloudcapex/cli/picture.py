"""`cloudcapex picture`: one exhibit of an edition as a picture in a file."""

from __future__ import annotations

from collections.abc import Sequence

import click

from ..errors import UsageError
from ..language import LANGUAGES
from .app import command
from .asked import editions


@command("picture")
@click.argument("report")
@click.argument("exhibit")
@click.argument("file", type=click.Path(dir_okay=False))
@click.option("--quarter", "-q", help="2026Q2; the newest by default.")
@click.option("-p", "parameters", multiple=True, metavar="NAME=VALUE", help="Set a parameter; see `list`.")
@click.option("--language", "-l", help=f"One of {', '.join(LANGUAGES)}.")
@click.option("--as-of", metavar="DATE", help="Know nothing filed after this day; the newest day by default.")
@click.option(
    "--size",
    default="page",
    show_default=True,
    metavar="[page|slide]",
    help="As on the page, or a slide of 16:9.",
)
def picture_command(
    report: str,
    exhibit: str,
    file: str,
    quarter: str | None,
    parameters: Sequence[str],
    language: str | None,
    as_of: str | None,
    size: str,
) -> None:
    """Save an EXHIBIT of REPORT as a picture in FILE, which ends in .png or .svg.

    An exhibit is named by its number in the edition or by its key, such as capex_total. The picture has its title, its
    notes and its source line; what stands in FILE is replaced.

    \b
    Examples:
      cloudcapex picture quarterly_review capex_total capex.png
      cloudcapex picture quarterly_review 2 capex.svg --quarter 2023Q4 --as-of 2024-02-15
      cloudcapex picture china_cloud 1 first.png --language zh-Hant --size slide
    """
    from ..exhibits.saved import form_of
    from ..reports.picked import exhibit_of

    form_of(file, size)
    plans = editions([report], parameters, quarter=quarter, language=language, as_of=as_of)
    if len(plans) > 1:
        raise UsageError(f"{len(plans)} editions asked for", remedy="ask for one")
    click.echo(exhibit_of(report, exhibit, plans[0].values).save(file, size=size))
