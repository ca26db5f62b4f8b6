"""A clerk settles a document by hand: pasted or from Word, split, merged, dropped, doubted; and it is taken in once."""

from datetime import timedelta
from io import BytesIO

from django.utils import timezone
from docx import Document

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def written(day):
    return f"{day.year}年{day.month}月{day.day}日"


def text():
    due = written(timezone.localdate() + timedelta(days=30))
    return f"""云澜市人民政府办公室关于改善公园和步道的通知
云政办发〔2026〕91号

各区人民政府，市政府各部门：
现将有关任务通知如下。
（一）修复滨河步道8公里。{due}前完工。同时补种行道树。（市住建局牵头，市园林中心配合）
（二）公布公园开放时间。{due}前公布。（市住建局、市财政局按职责分工负责）
（三）更换公园座椅。2月30日前更换。（市住建局负责）
（四）检查游乐设施。{due}前完成检查。（市市场监管局负责）
（五）整理停车位。{due}前完成。（市交通局负责）

云澜市人民政府办公室
{written(timezone.localdate())}
"""


def as_word(words):
    document, content = Document(), BytesIO()
    for line in words.splitlines():
        document.add_paragraph(line)
    document.save(content)
    return content.getvalue()


def test_a_document_is_settled_by_a_person(visit):
    clerk = visit("su")
    clerk.open("/work/intake/")
    clerk.look("list")
    clerk.press("收一份文件")
    clerk.look("new")
    clerk.attach("file", "通知.docx", b"PK\x03\x04 broken", WORD)
    clerk.press("读出任务，下一步核对")
    assert clerk.page.locator(".field.bad [type=file]").count() == 1
    clerk.look("broken-file")
    clerk.attach("file", "通知.docx", as_word(text()), WORD)
    clerk.press("读出任务，下一步核对")
    document = clerk.page.url
    assert clerk.heading() == "云澜市人民政府办公室关于改善公园和步道的通知"
    clerk.reads("共5项")
    clerk.reads("市园林中心，名录里没有")
    clerk.reads("原文写的日期在日历上不存在")
    clerk.look("read")

    settle(clerk)
    clerk.reads("已登记2项承诺，开始计时。")
    clerk.look("registered")
    clerk.open("/work/commitments/?q=滨河步道")
    clerk.reads("修复滨河步道8公里")
    clerk.look("commitments")

    paste_again(clerk, document)


def settle(clerk):
    clerk.select("“市园林中心”是", "名录以外的单位，只保留文字")
    clerk.press("就用它")
    clerk.reads_not("市园林中心，名录里没有")
    clerk.select("由谁牵头", "云澜市财政局")
    clerk.press("由它牵头")
    task(clerk, "滨河步道").get_by_role("link", name="分成两项").click()
    clerk.look("split")
    clerk.press("从这一句起分开")
    clerk.reads("选择从哪一句起分成另一项")
    clerk.choose("同时补种行道树")
    clerk.press("从这一句起分开")
    clerk.reads("共6项")
    task(clerk, "游乐设施").get_by_role("button", name="与下一项合并").click()
    clerk.reads("共5项")
    clerk.reads_not("恢复")
    task(clerk, "行道树").get_by_role("button", name="不登记").click()
    task(clerk, "行道树").get_by_role("button", name="恢复").click()
    clerk.reads_not("恢复")
    task(clerk, "行道树").get_by_role("button", name="不登记").click()
    clerk.reads("恢复")
    name_units(clerk)
    for words in ("座椅", "游乐设施"):
        task(clerk, words).get_by_label("登记为承诺").uncheck()
    clerk.press("登记选中的承诺")


def name_units(clerk):
    """By name, alias or from the directory; what is not understood is asked back, and nothing chosen is lost."""
    task(clerk, "座椅").get_by_role("link", name="修改").click()
    leads, cooperating = clerk.page.locator("#id_leads"), clerk.page.locator("#id_cooperating")
    assert leads.evaluate(
        "one => [...one.list.options].some(option => option.value == '云澜市财政局' && option.label.includes('市财政局'))"
    )
    leads.fill("住房")
    cooperating.fill("市财政局、市教育局")
    clerk.choose("指定日期")
    clerk.write_date("完成日期", 2026, 2, 30)
    clerk.press("保存，回到核对页")
    clerk.reads("写一个日历上有的日期")
    clerk.reads("“住房”在机构名录里没有。名称相近的有：云澜市住房和城乡建设局")
    clerk.look("impossible-date")
    assert cooperating.input_value() == "市财政局、市教育局"
    leads.fill("")
    due = timezone.localdate() + timedelta(days=30)
    clerk.write_date("完成日期", due.year, due.month, due.day)
    clerk.press("保存，回到核对页")
    for words in ("市住建局", "市财政局", "市教育局"):
        assert words in task(clerk, "座椅").locator("dl").inner_text()
    task(clerk, "座椅").get_by_role("link", name="修改").click()
    clerk.look("units")
    clerk.page.get_by_role("group", name="配合单位").get_by_label("云澜市财政局").uncheck()
    clerk.press("保存，回到核对页")
    assert "市财政局" not in task(clerk, "座椅").locator("dl").inner_text()


def task(clerk, words):
    return clerk.page.locator(".draft", has=clerk.page.locator("h3", has_text=words)).first


def paste_again(clerk, document):
    clerk.open("/work/intake/new/")
    clerk.write("或者粘贴文字", text())
    clerk.press("读出任务，下一步核对")
    assert clerk.page.url.split("#")[0] == document.split("#")[0]
