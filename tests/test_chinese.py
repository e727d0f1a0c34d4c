"""What Chinese editions need that English ones do not: clauses, years, stops, and room beside Latin letters."""

from __future__ import annotations

import io
import json
from importlib import resources

import pypdf
import pytest
import typst

from cloudcapex import fonts
from cloudcapex.exhibits.charts.canvas import text_width
from cloudcapex.exhibits.tables.table import Cell, Column, Table
from cloudcapex.language import Language
from cloudcapex.language.seams import seamed
from cloudcapex.reports import ai_financing, china_cloud, review

EN, HANS, HANT = Language("en"), Language("zh-Hans"), Language("zh-Hant")


def pdf_of(source: str) -> str:
    pdf = typst.compile(
        source.encode(),
        font_paths=[str(path) for path in fonts.typst_font_paths("zh-Hant")],
        ignore_system_fonts=True,
    )
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def test_no_part_of_a_sentence_brings_the_stop_before_it():
    """The sentence that takes it in has one, and two stops would stand together."""
    report = review.Review("2025Q4", ["microsoft", "coreweave", "alibaba"], language="zh-Hans")
    assert str(review.front_page(report).title).count("，") <= 1
    for language in (HANS, HANT):
        for message in (
            "as both clouds compared speed up",
            "as both clouds compared slow",
            "as growth holds at most clouds compared",
        ):
            assert language.say(message)[0] not in "，；。、"


def test_clauses_are_set_apart_where_names_are_joined():
    assert [x.clauses(["A sped up", "B slowed"]) for x in (EN, HANT)] == [
        "A sped up, B slowed",
        "A sped up；B slowed",
    ]
    assert HANT.join(["AWS", "Azure"]) == "AWS和Azure"


def test_a_year_among_chinese_words_is_named_as_one():
    assert [x.year(2026) for x in (EN, HANS, HANT)] == ["2026", "2026年", "2026年"]


def test_periods_that_a_table_tells_in_figures_are_written_as_words_have_them():
    stated = ["2024-10", "2023-08-28", "2023-2025", "2022Q2-Q4", "2023Q4 (FY24 Q2)", "2024", "FY2024"]
    assert [EN.stated_period(text) for text in stated] == [
        "October 2024", "28 August 2023", "2023–2025", "2022Q2–Q4", "2023Q4 (FY24 Q2)", "2024", "FY2024"
    ]  # fmt: skip
    assert [HANT.stated_period(text) for text in stated] == [
        "2024年10月", "2023年8月28日", "2023–2025年", "2022Q2–Q4", "2023Q4（FY24 Q2）", "2024年", "FY2024"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "guided"),
    [
        ("zh-Hans", "2026年1月以来，Alphabet、亚马逊和Meta均上调了2026年的指引"),
        ("zh-Hant", "2026年1月以來，Alphabet、亞馬遜和Meta均上修2026年的財測"),
    ],
)
def test_titles_read_as_an_editor_would_write_them(language, guided):
    assert review.guidance_ladder(review.Review("2026Q2", language=language)).title.text == guided
    title = str(ai_financing.multiples(ai_financing.Financing("2026Q2", language=language)).title)
    assert "和" not in title.partition("：")[2]
    assert "；" in title


def test_huawei_and_baidu_are_told_with_their_periods():
    report = china_cloud.ChinaCloud("2026Q2", language="zh-Hant")
    assert str(china_cloud.huawei_cloud(report).title).startswith(
        "華為雲端運算部門（重劃後）2025年營收人民幣322億元"
    )
    assert (
        str(china_cloud.baidu_cloud(report).title)
        == "百度最近公布的數字：2026Q2的AI雲基礎設施，人民幣73億元ˢ"
    )


class TestDrawings:
    SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 40" width="200" height="40"><text x="100" y="20" style="font:10px \'Source Sans 3\',\'Noto Sans CJK TC\'{anchor}">微軟Azure增43%</text></svg>'

    def test_latin_has_room_beside_chinese(self):
        assert fonts.gaps("微軟Azure增43%") == 3
        assert fonts.gaps("微軟 Azure") == 0
        svg = fonts.spaced(self.SVG.format(anchor=""))
        assert svg.count('<tspan dx="0.125em">') == 3
        image = json.dumps(svg, ensure_ascii=False)
        page = f'#set page(width: 200pt, height: 40pt, margin: 0pt)\n#image(bytes({image}), format: "svg")'
        assert pdf_of(page).strip() == "微軟 Azure 增 43%"

    @pytest.mark.parametrize(("anchor", "back"), [("middle", "-0.1875"), ("end", "-0.375")])
    def test_what_is_anchored_elsewhere_is_moved_back_by_the_room(self, anchor, back):
        svg = fonts.spaced(self.SVG.format(anchor=f";text-anchor:{anchor}"))
        assert f'<tspan dx="{back}em">微軟</tspan>' in svg

    def test_a_drawing_without_both_scripts_stays_as_it_is(self):
        for words in ("Azure 43", "微軟", "43%"):
            svg = f"<svg><text x='1'>{words}</text></svg>"
            assert fonts.spaced(svg) == svg

    def test_a_label_is_measured_with_its_room(self):
        apart = text_width("微軟", 10) + text_width("Azure", 10)
        assert text_width("微軟Azure", 10) == pytest.approx(apart + 1.25, abs=0.2)


def test_what_changed_is_told_in_sentences_without_dots_between():
    template = resources.files("cloudcapex").joinpath("template", "exhibit.typ").read_text(encoding="utf-8")
    call = '#set text(lang: "zh")\n#front(aside-title: "自2026Q1以來的變動", asides: ("新增150個數字。", "沒有數字重編。"))'
    text = pdf_of(f"{template}\n{call}").replace("\n", "").replace(" ", "")
    assert "自2026Q1以來的變動：新增150個數字。沒有數字重編。" in text


def test_no_amount_of_a_table_is_parted_and_no_letter_stands_alone():
    template = resources.files("cloudcapex").joinpath("template", "exhibit.typ").read_text(encoding="utf-8")
    amounts = ("人民幣176.85億元", "1,036倍", "至多1,050億美元", "11,160億美元", "801億美元→179億美元")
    # The last has room enough until those before it have taken theirs.
    columns = (
        Column("說法", "left", 1.0),
        *(Column("金額", share=0.2 * n) for n, _ in enumerate(amounts, 1)),
    )
    cells = tuple(Cell(amount, "https://a.b/c", "s", "figure") for amount in amounts)
    table = Table(columns, ((Cell("資本支出年增" * 9), *cells),) * 2).typst("")
    text = pdf_of(f'{template}\n#set page(width: 460pt, margin: 8pt)\n#set text(lang: "zh")\n#{table}')
    lines = [line.replace(" ", "") for line in text.splitlines()]
    for amount in (*amounts[:-1], "801億美元→", "179億美元"):
        assert sum(line.count(amount) for line in lines) == 2, amount
    assert "s" not in lines


def test_a_sign_stays_with_its_figure_where_the_column_is_narrow():
    template = resources.files("cloudcapex").joinpath("template", "exhibit.typ").read_text(encoding="utf-8")
    cell = Cell("+8.8個百分點", "https://a.b/c", "ds", "figure")
    table = Table(
        (Column("說法", "left", 3.0), Column("其中", share=0.2)), ((Cell("資本支出年增" * 9), cell),)
    )
    page = f'{template}\n#set page(width: 240pt, margin: 8pt)\n#set text(lang: "zh")\n#{table.typst("")}'
    lines = [line.replace(" ", "") for line in pdf_of(page).splitlines()]
    assert sum(line.count("+8.8") for line in lines) == 1
    assert "+" not in lines


def test_heads_of_columns_keep_the_room_between_the_two_scripts():
    template = resources.files("cloudcapex").joinpath("template", "exhibit.typ").read_text(encoding="utf-8")
    heads = [Column(head, "left") for head in ("AI模型公司", "XBRL元素", "其中AWS", "資本支出（現金）")]
    table = Table(tuple(heads), ((Cell("x"),) * 4,)).typst("")
    text = pdf_of(f'{template}\n#set page(width: 460pt, margin: 8pt)\n#set text(lang: "zh")\n#{table}')
    for head in ("AI 模型公司", "XBRL 元素", "其中 AWS"):
        assert head in text
    assert "資本支出（現金）" in text.replace(" ", "")


def test_a_signed_figure_stands_apart_from_whose_it_is():
    for language in (HANS, HANT):
        assert language.say("{who} {figure}", who="微软", figure="+1.16个百分点") == "微软\u00a0+1.16个百分点"


def test_short_words_keep_their_line_where_amounts_take_room():
    template = resources.files("cloudcapex").joinpath("template", "exhibit.typ").read_text(encoding="utf-8")
    texts = (
        "阿里巴巴",
        "雲端營收年增率（公司揭露的成長率）",
        "人民幣176.85億元",
        "人民幣243.56億元",
        "保留原值",
    )
    columns = tuple(Column("項目", "left", 0.2 if len(text) < 5 else 1.0) for text in texts)
    kinds = ("words", "words", "figure", "figure", "words")
    cells = tuple(Cell(text, kind=kind) for text, kind in zip(texts, kinds, strict=True))
    body = Table(columns, (cells,) * 2).typst("")
    text = pdf_of(f'{template}\n#set page(width: 330pt, margin: 8pt)\n#set text(lang: "zh")\n#{body}')
    plain = text.replace(" ", "")
    for words in ("阿里巴巴", "保留原值", "人民幣176.85億元", "人民幣243.56億元"):
        assert plain.count(words) == 2, words


def test_a_long_head_is_parted_between_words():
    heads = {
        "近四季年增率": "近四季|年增率",
        "排除後利益率": "排除後|利益率",
        "其中一次性项目": "其中一次性|项目",
        "大型雲端業者採購額": "大型|雲端業者|採購額",
        "每美元對應雲端營收": "每美元對應|雲端|營收",
        "已簽約尚未起租的租賃": "已簽約|尚未起租的|租賃",
        "雲端業者比重變動": "雲端業者|比重變動",
        "12個月內認列占比": "12個月內認列|占比",
        "資本支出（現金）": "資本支出（現金）",
        "Data-centre revenue": "Data-centre revenue",
    }
    assert {head: seamed(head).replace("\u200b", "|") for head in heads} == heads


def test_a_narrow_head_breaks_at_its_seams_alone():
    template = resources.files("cloudcapex").joinpath("template", "exhibit.typ").read_text(encoding="utf-8")
    heads = ("近四季年增率", "排除後利益率", "在手合約金額", "其中一次性項目")
    table = Table(tuple(Column(head, share=0.2) for head in heads), ((Cell("x"),) * 4,)).typst("")
    text = pdf_of(f'{template}\n#set page(width: 190pt, margin: 8pt)\n#set text(lang: "zh")\n#{table}')
    lines = {word for line in text.replace("\u200b", "").splitlines() for word in line.split()}
    assert {"年增率", "利益率", "金額", "項目"} <= lines


def test_a_year_in_the_bold_row_of_a_total_is_not_parted():
    template = resources.files("cloudcapex").joinpath("template", "exhibit.typ").read_text(encoding="utf-8")
    columns = tuple(Column(head, share=share) for head, share in (("公司", 1), ("年度", 0.1), ("基礎", 4)))
    row = tuple(Cell(text) for text in ("摩根士丹利", "2026年", "資本支出（基礎未揭露）"))
    table = Table(columns, (row, row), total=True).typst("")
    for width in range(180, 320, 10):
        page = f'{template}\n#set page(width: {width}pt, margin: 8pt)\n#set text(lang: "zh")\n#{table}'
        text = pdf_of(page).replace(" ", "")
        assert text.count("2026年") == 2, width


def test_a_name_longer_than_its_column_leaves_no_single_character():
    template = resources.files("cloudcapex").joinpath("template", "report.typ.j2").read_text(encoding="utf-8")
    rule = template[template.index("#let two-at-the-end") : template.index("#let unparted")]
    for width in range(50, 90, 4):
        page = f'#set page(width: {width}pt, margin: 8pt)\n#set text(lang: "zh")\n'
        lines = pdf_of(f'{rule}{page}#box(two-at-the-end("全部算力供應商"))').split()
        assert lines[-1].endswith("應商"), width


def test_no_line_ends_a_chinese_text_with_one_character():
    template = resources.files("cloudcapex").joinpath("template", "exhibit.typ").read_text(encoding="utf-8")
    title = "七十二條可判定的說法中六十四條得到證實八條與資料矛盾"
    call = f'#exhibit(anchor: "a", label: "", title: "{title}", subtitle: "{title}", notes: (note("{title}。"),), [])'
    for width in range(120, 240, 8):
        text = pdf_of(f'{template}\n#set page(width: {width}pt, margin: 8pt)\n#set text(lang: "zh")\n{call}')
        lines = [line.replace(" ", "") for line in text.splitlines()]
        assert not {"盾", "盾。", "。"} & set(lines), width
        assert "".join(lines).count("矛盾") == 3


def test_a_sign_before_another_stays_with_its_figure():
    template = resources.files("cloudcapex").joinpath("template", "exhibit.typ").read_text(encoding="utf-8")
    cells = (Cell("<+0.1個百分點", marks="es", kind="figure"), Cell("+0.6個百分點", marks="e", kind="figure"))
    table = Table(
        (Column("說法", "left", 3.0), Column("其中", share=0.2), Column("其中", share=0.2)),
        ((Cell("資本支出年增" * 9), *cells),),
    )
    page = f'{template}\n#set page(width: 240pt, margin: 8pt)\n#set text(lang: "zh")\n#{table.typst("")}'
    lines = [line.replace(" ", "") for line in pdf_of(page).splitlines()]
    assert sum("<+0.1" in line for line in lines) == 1
    assert not {"e", "es", "<+"} & set(lines)


def test_what_stands_in_brackets_behind_a_figure_is_not_parted():
    template = resources.files("cloudcapex").joinpath("template", "exhibit.typ").read_text(encoding="utf-8")
    cell = Cell("約2,000億美元（2026年4月）", kind="figure")
    for width in range(150, 230, 8):
        table = Table((Column("說法", "left", 1.0), Column("其中", share=1.0)), ((Cell("資本支出"), cell),))
        page = (
            f'{template}\n#set page(width: {width}pt, margin: 8pt)\n#set text(lang: "zh")\n#{table.typst("")}'
        )
        assert "（2026年4月）" in pdf_of(page).replace(" ", "").replace("\u200b", "").replace("\xa0", ""), (
            width
        )


@pytest.mark.parametrize(
    ("quarter", "companies", "language", "title"),
    [
        ("2024Q2", ["microsoft"], "en", "The data have both adoption figures of 2023Q2 for 2024Q2 too"),
        ("2024Q4", ["alphabet"], "zh-Hans", "2023Q4的4项采用情况指标，2024Q4一项也没有数据"),
    ],
)
def test_all_or_none_are_said_where_the_count_is_the_total(quarter, companies, language, title):
    report = review.Review(quarter, companies, language=language)
    assert str(review.adoption(report).title).startswith(title)


@pytest.mark.parametrize(
    ("language", "title"),
    [("en", "Said by both companies: AI work adds to growth"), ("zh-Hant", "兩家公司均表示：AI業務帶動成長")],
)
def test_a_point_that_all_make_is_said_of_all(language, title):
    report = review.Review("2024Q2", ["amazon", "meta"], language=language)
    assert str(review.common_points(report).title) == title


def test_a_list_of_names_breaks_between_them():
    template = resources.files("cloudcapex").joinpath("template", "exhibit.typ").read_text(encoding="utf-8")
    names = ("亞馬遜\u00a0500、", "輝達\u00a0300、", "軟銀\u00a0300、", "卡達投資局、", "其他方")
    for width in range(140, 220, 8):
        table = Table(
            (Column("說法", "left", 1.0), Column("其中", "left", 1.0)),
            ((Cell("資本"), Cell("".join(names))),),
        )
        page = (
            f'{template}\n#set page(width: {width}pt, margin: 8pt)\n#set text(lang: "zh")\n#{table.typst("")}'
        )
        lines = pdf_of(page).replace(" ", "").replace("\u00a0", "").splitlines()
        for name in names:
            assert any(name.replace("\u00a0", "") in line for line in lines), (width, name)


def test_a_last_word_behind_a_stop_is_not_parted_either():
    template = resources.files("cloudcapex").joinpath("template", "exhibit.typ").read_text(encoding="utf-8")
    call = '#exhibit(anchor: "a", label: "", title: "所列各家雲端都加速，居首", subtitle: "", [])'
    for width in range(110, 200, 6):
        text = pdf_of(f'{template}\n#set page(width: {width}pt, margin: 8pt)\n#set text(lang: "zh")\n{call}')
        assert "首" not in [line.strip() for line in text.splitlines()], width


def test_the_amount_that_a_title_ends_with_is_left_whole():
    template = resources.files("cloudcapex").joinpath("template", "exhibit.typ").read_text(encoding="utf-8")
    kept = '#show regex("1,037億美元"): box'
    call = '#ended("甲骨文在手合約金額為1,037億美元。")'
    for width in range(100, 164, 4):
        page = f'{template}\n#set page(width: {width}pt, margin: 8pt)\n#set text(lang: "zh")\n{kept}\n{call}'
        assert "1,037億美元" in pdf_of(page).replace(" ", "").replace("\u00a0", ""), width


def test_the_end_of_a_text_takes_the_whole_of_a_name_along():
    template = resources.files("cloudcapex").joinpath("template", "exhibit.typ").read_text(encoding="utf-8")
    told = template.replace('setting.at("names", default: "")', '"阿里巴巴"')
    for end in ("", "。", "的"):
        call = f'#show regex("阿里巴巴"): box\n#ended("近四季增速比上季加快的有微软和阿里巴巴{end}")'
        for width in range(80, 160, 6):
            page = f'{told}\n#set page(width: {width}pt, margin: 8pt)\n#set text(lang: "zh")\n{call}'
            assert "阿里巴巴" in pdf_of(page).replace(" ", ""), (width, end)
