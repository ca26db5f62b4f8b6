"""The credit office reads what waits and how long; every figure opens its rows, and the table is taken along as it was shown."""

import csv


def test_figures_open_their_rows_and_are_downloaded_as_shown(visit):
    officer = visit("meng")
    officer.press("看板")
    assert (officer.heading(), officer.section()) == ("信用看板", "看板")
    officer.look("dashboard")
    shown = table(officer, "states")
    assert int(cell(shown, "草稿", "合计")) > 1
    open_rows(officer, "states", "草稿", "合计", "drafts")
    assert all("草稿" in row for row in officer.page.locator("main tbody tr").all_inner_texts())

    for kind, picture in (("异议", "objections"), ("信用修复", "repairs")):
        officer.press("看板")
        open_rows(officer, "left", kind, "还剩4个工作日以上", picture)
        officer.reads("还剩")

    officer.press("看板")
    assert taken_along(officer, "states") == shown


def table(person, name):
    """The rows of one table of the dashboard as they are read, its head first."""
    rows = person.page.locator(f"section[aria-labelledby={name}] tr")
    return [row.locator("th, td").all_inner_texts() for row in rows.all()]


def cell(rows, heading, label):
    (row,) = [row for row in rows[1:] if row[0] == heading]
    return row[rows[0].index(label)]


def open_rows(person, name, heading, label, picture):
    """Click a figure: as many rows stand in the list that opens."""
    rows = table(person, name)
    row, column = [row[0] for row in rows].index(heading), rows[0].index(label)
    person.page.locator(f"section[aria-labelledby={name}] tr").nth(row).locator("th, td").nth(column).get_by_role("link").click()
    person.page.wait_for_load_state()
    assert person.page.locator("main tbody tr").count() == int(rows[row][column]), person.page.url
    person.look(picture)


def taken_along(person, name):
    """The rows of the downloaded CSV."""
    with person.page.expect_download() as download:
        person.page.locator(f"section[aria-labelledby={name}]").get_by_role("link", name="CSV").click()
    return list(csv.reader(download.value.path().read_text("utf-8-sig").splitlines()))
