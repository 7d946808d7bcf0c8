"""A site's Outcomes tab: its real series, and nothing that a source doesn't say."""

import csv
import io
import re
from collections import Counter
from datetime import date

import pytest
from django.core.management import call_command
from pypdfium2 import PdfDocument

from foundation.tenancy.context import acting_atomic
from foundation.ui import pdf
from outcomes.enums import FigureState, Verdict
from outcomes.models import Agency, Figure, Source, Trend
from outcomes.presenters import trends
from outcomes.presenters.drawings import RIGHT, Scale
from outcomes.presenters.findings import finding_of
from outcomes.presenters.later_years import NO_LATER_YEARS, aside_of, later_years_of
from outcomes.presenters.sites import tables_of
from sites.models import Site
from tests.dashboards.test_paper import read
from tests.outcomes import marks
from tests.reference.files import rows

FIVE = ["vallejo-ca", "chicago-il", "baton-rouge-la", "milwaukee-wi", "tampa-fl"]


@pytest.fixture
def loaded(playwright, reference_rows, db):
    """Load the shipped files after Playwright has started: from then on, its loop has connections of its own."""
    return reference_rows


def test_figures_of_five_sites_are_those_of_the_file(loaded):
    serves = {row["ori"]: row["serves"] for row in rows("outcomes/data/agencies.csv")}
    expected = Counter()
    for row in rows("outcomes/data/figures.csv"):
        if serves[row["ori"]] in FIVE and row["homicide"] not in {"", "NR"}:
            expected[serves[row["ori"]], row["source"]] += int(row["homicide"])
    with acting_atomic("system:reference"):
        found = Counter()
        for slug in FIVE:
            for figure in Figure.objects.of_site(Site.objects.get(slug=slug)):
                if figure.measure == "homicide":
                    found[slug, figure.source.slug] += figure.value or 0
    assert found == expected
    assert len(expected) > 5


def test_the_negative_value_and_the_missing_months_are_as_documented(loaded):
    with acting_atomic("system:reference"):
        negative = Figure.objects.get(value__lt=0)
        assert (negative.agency.name, negative.year, negative.month) == ("Vallejo", 2023, 11)
        monthly = Figure.objects.filter(source__slug="rtci-monthly", measure="homicide")
        months = Counter(monthly.values_list("agency__name", flat=True))
    assert {name for name, count in months.items() if count < 79} == {
        "Toledo",
        "Baton Rouge",
        "Amarillo",
    }


def test_loading_again_changes_nothing(loaded):
    call_command("load_reference", "--quiet")
    with acting_atomic("system:reference"):
        assert not Figure.objects.exclude(state=FigureState.CURRENT).exists()
        assert Figure.objects.count() == 13_198
        assert Agency.objects.count() == 55


def test_the_page_shows_each_source_apart(loaded, client_of, mona_manager, omar_of_lakeside):
    with acting_atomic("system:reference"):
        site = Site.objects.get(slug="vallejo-ca")
    path = f"/sites/{site.slug}/outcomes/"
    text = client_of(mona_manager).get(path).content.decode()
    assert "Real-Time Crime Index, by month" in text
    assert "\N{MINUS SIGN}3 (correction)" in text
    assert "Not in the source" in text or "November 2023" in text
    assert client_of(omar_of_lakeside).get(path).status_code == 404


def test_a_site_without_figures_says_so(loaded, client_of, mona_manager):
    text = client_of(mona_manager).get("/sites/gary-in/outcomes/").content.decode()
    assert "No published figures yet." in text


# Of a site's page with every chart: trends, figures, measures, and the header's.
STATEMENTS = 11


def test_the_page_draws_each_trend_beside_its_numbers(
    loaded, client_of, mona_manager, django_assert_max_num_queries
):
    client = client_of(mona_manager)
    client.get("/sites/chattanooga-tn/outcomes/")
    with django_assert_max_num_queries(STATEMENTS):
        text = client.get("/sites/chattanooga-tn/outcomes/").content.decode()
    assert "Down 24%" in text
    assert "1,240 from Aug 2023 to Jul 2024, 1,638 from Oct 2020 to Sep 2021" in text
    assert "95% interval \N{MINUS SIGN}30% to \N{MINUS SIGN}18%" in text
    assert "Too few to tell" in text
    assert "Below the middle half of 11 similar sites" in text
    assert "185,370 people in 2024 (Real-Time Crime Index scorecard of 2026-04-24)" in text
    assert "rank the sites" in text
    assert (
        "No monthly file after July 2024. Real-Time Crime Index, by year: 1,239 in 2024 and 1,080 in 2025."
        in text
    )
    assert text.count("Dashed blue line") == text.count("Hatched area") == 1
    rows = client.get("/sites/chattanooga-tn/outcomes/counts.csv").content.decode("utf-8-sig")
    assert "Aggravated assault,2018,1," in rows
    assert rows.count("\n") == 4 * 79 + 4 * 2 + 1
    assert "8 of 7" in client.get("/figures/method/").content.decode()


def test_a_gap_is_a_gap_and_a_sentence_changes_with_its_numbers(loaded, client_of, mona_manager):
    with acting_atomic("system:reference"):
        trend = Trend.objects.select_related("source", "agency").get(
            site__slug="chattanooga-tn", source__slug="rtci-monthly", measure="aggravated_assault"
        )
    whole = trends.drawing_of(trend, "")
    lines = [each for each in whole.strokes if each.kind == "month"]
    assert [len(each.points) for each in lines] == [79]
    assert (whole.gaps, len(whole.terms)) == ([], 1)
    trend.counts[10] = None
    broken = trends.drawing_of(trend, "")
    lines = [each for each in broken.strokes if each.kind == "month"]
    assert [len(each.points) for each in lines] == [10, 68]
    assert len(broken.gaps) == 1
    before = finding_of(trend).sentence
    trend.changes[0] |= {"count": 1639, "percent": 0.1, "verdict": Verdict.TOO_FEW}
    assert finding_of(trend).sentence.startswith("Too few to tell. 1,639 from Aug 2023")
    assert finding_of(trend).sentence != before


def test_the_spreadsheet_has_the_counts_of_the_tables(loaded, client_of, mona_manager):
    content = client_of(mona_manager).get("/sites/vallejo-ca/outcomes/counts.csv").content
    lines = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    listed = [line["Count"] or line["Status"] for line in lines]
    with acting_atomic("system:reference"):
        found = list(Trend.objects.of_site(Site.objects.get(slug="vallejo-ca")))
    charts = {chart.key: chart for panel in trends.panels_of(found) for chart in panel.charts}
    shown = [
        cell.replace(",", "").replace("\N{MINUS SIGN}", "-")
        for trend in found
        for row in charts[f"trend-{trend.pk}"].rows
        for cell in (row.cells or [row.total])
        if cell
    ]
    assert listed == shown
    assert "-3" in listed


def test_the_yearly_file_is_drawn_dashed_after_the_months_and_never_joined(loaded):
    with acting_atomic("system:reference"):
        found = list(Trend.objects.of_site(Site.objects.get(slug="chattanooga-tn")))
    monthly, yearly = (
        next(each for each in found if (each.per_year, each.measure) == (many, "robbery"))
        for many in (12, 1)
    )
    later = later_years_of(monthly, found)
    assert later.counts == list(zip((2024, 2025), yearly.counts, strict=True))
    drawn = trends.drawing_of(monthly, "", later=later)
    assert len(drawn.strokes[0].points) == 79
    dashed = [each.points for each in drawn.strokes if each.kind == "other"]
    scale = Scale.of(monthly.starts_on, date(2025, 1, 1), monthly.counts)
    assert [points[0][1] for points in dashed] == [scale.y(count / 12) for count in yearly.counts]
    assert (drawn.hatch.box.x, drawn.hatch.box.x + drawn.hatch.box.width) == (
        scale.x(date(2024, 8, 1)),
        RIGHT,
    )
    assert drawn.hatch.lines[-1][2] == RIGHT
    # Another publisher's years aren't the same counts, and a file to December leaves nothing out.
    yearly.source.publisher = "Someone else"
    assert later_years_of(monthly, found) == NO_LATER_YEARS
    monthly.counts = monthly.counts[:72]
    assert trends.drawing_of(monthly, "").hatch is None
    assert aside_of(monthly, NO_LATER_YEARS) == ""


A_MIDDLE, A_BREAK, A_GAP, A_LATER_YEAR = (4, 3), (3, 3), (2, 2), (5, 3)
TEXTS = re.compile("%3Ctext.*?%3C/text%3E")


@pytest.mark.skipif(not pdf.is_available(), reason="needs WeasyPrint's libraries")
def test_a_chart_is_the_same_on_a_page_in_print_and_in_a_pdf(
    loaded, client_of, mona_manager, new_context, monkeypatch
):
    with acting_atomic("system:reference"):
        trend = Trend.objects.get(
            site__slug="cleveland-oh", source__slug="rtci-monthly", measure="homicide"
        )
        # A missing month and a correction, so that each kind of mark is drawn.
        trend.counts[10:30:10] = None, -3
        trend.save()
    client, path = client_of(mona_manager), "/sites/cleveland-oh/outcomes/"
    page = new_context(bypass_csp=True).new_page()
    marks.show(page, client.get(path).content)
    screen, screen_pictures = marks.on_page(page), marks.pictures_on_page(page)
    sentences = [each.get_attribute("aria-label") for each in page.locator(marks.CHARTS).all()]
    page.emulate_media(media="print")
    printed, printed_pictures = marks.on_page(page), marks.pictures_on_page(page)
    paper, draw = read(client, f"{path}pdf/"), pdf.draw
    monkeypatch.setattr(pdf, "draw", lambda html: draw(TEXTS.sub("", html)))
    with (
        PdfDocument(paper.content) as whole,
        PdfDocument(client.get(f"{path}pdf/").content) as without_text,
    ):
        drawn = marks.in_pdf(whole)
        drawn_pictures = [each.picture() for each in marks.in_pdf(without_text)]
        assert len(drawn) == 18
        dashes = {tuple(each.dashes) for chart in drawn for each in chart.shapes}
        assert dashes == {(), A_MIDDLE, A_BREAK, A_GAP, A_LATER_YEAR}
        for here, there, chart in zip(screen, printed, drawn, strict=True):
            assert here.shapes == there.shapes == chart.shapes
            for texts in (here.texts, there.texts):
                assert [chart.words_at(text) for text in texts] == [text.words for text in texts]
    assert [each.alt for each in paper.tree.all("Figure")] == sentences
    for pictures in zip(screen_pictures, printed_pictures, drawn_pictures, strict=True):
        assert [marks.count_black(each) for each in pictures] == [0, 0, 0]
        assert all(marks.share_of_difference(pictures[0], each) < 0.01 for each in pictures[1:])


@pytest.mark.parametrize(
    ("years", "said"), [((2015,), "2015 only."), ((2014, 2015), "2014 to 2015, 2 periods.")]
)
def test_a_table_says_which_periods_it_has_and_of_when(years, said):
    source = Source(slug="yearly", name="By year", retrieved_on=date(2016, 9, 28))
    agency = Agency(name="Riverton")
    rows_of = [
        Figure(source=source, agency=agency, measure="homicide", year=year, value=3)
        for year in years
    ]
    [table] = tables_of(rows_of)
    assert (table.sentence, "As of Sep 28, 2016" in table.about) == (said, True)
