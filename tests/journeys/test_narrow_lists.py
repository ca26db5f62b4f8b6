"""The filters of a list on a telephone: folded until one is set, so that the rows begin on the first screen; on a wide screen they all stand there."""

from tests.journeys.browser import NARROW, WIDE


def test_filters_are_folded_on_a_telephone(visit):
    one = visit("ye", narrow=True)
    one.open("/work/records/")
    state = one.labelled("状态")
    assert not state.is_visible() and one.labelled("标题、编号").is_visible()
    assert one.page.locator("main tbody tr").first.bounding_box()["y"] < NARROW["height"]
    one.look("folded")
    one.page.get_by_text("筛选和排序").click()
    one.look("unfolded")
    one.select("状态", "草稿")
    one.press("筛选")
    assert state.is_visible() and state.input_value() == "draft"
    one.look("set")

    one.page.set_viewport_size(WIDE)
    one.open("/work/records/")
    assert state.is_visible() and not one.page.get_by_text("筛选和排序").is_visible()
