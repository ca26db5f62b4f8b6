"""What frames the tasks and is none: guiding ideas, aims, work steps, closing paragraphs, signatures, page furniture."""

import re

_QUALITY = r"(?:工作|总体|主要|基本|发展|改革|建设|实施|年度|具体|阶段|总的|近期|远期|行动|创建|整治|重点|预期|规划|活动|治理|编制)*"
_FRAME = (
    rf"{_QUALITY}(?:指导思想|总体要求|总体思路|总体目标|目标要求|目标任务|总要求|原则要求|原则|目标|思路|步骤(?:安排|要求)?|步骤和时间安排|时间安排|阶段安排|进度安排|方法步骤"
    r"|阶段|时间步骤|工作进度|适用范围|适用对象|范围和对象|名词解释|附则|总则|基本情况|工作回顾|存在的?(?:主要)?问题|面临的?形势|(?:督查|检查|督导|评估)(?:方式|时间|对象|范围)|形势分析|发展现状|背景|编制依据)"
)
_BEHIND = r"(?=$|[。,;:\n(]|以|坚持|全面|深入|为|按照|认真|高举|紧紧|紧扣|通过|到|力争|从|根据|贯彻|围绕|聚焦|经过|\d|[ \t])"
_FRAME_HEADING = re.compile(rf"[ \t]*{_FRAME}(?:[和与及、]+{_FRAME})*{_BEHIND}")
_MEANING = re.compile(r"[ \t]*[^\n。,;]{0,30}(?:重要意义|重大意义|重要性|必要性|紧迫性|工作回顾|年工作总结|回顾)(?=$|[。,\n:])")
# 市长任组长 …: who sits in a leading group is not what is to be done.
_MEMBERSHIP = re.compile(r"任(?:副)?组长|(?:副)?组长:")
# 第一条 of a regulation says why, for whom and from when.
_ARTICLE_FRAME = re.compile(
    r"[ \t]*(?:为了?[^。]{0,120}(?:制定|根据)|根据[^。]{0,80}制定|本[^。,]{1,12}(?:适用|所称|自|由|的?解释|有效期)|法律、?法规[^。]{0,12}另有规定)"
)
_IN_FORCE = re.compile(r"[ \t]*本(?:决定|办法|意见|通知|方案|规定|细则|规划|计划|措施|公告)(?:自|由|适用|所称|有效期)")
_FURNITURE = re.compile(
    r"\n[ \t]*(?:附件[ \t]*(?:\d{0,2}[ \t]*:|\d{1,2}[ \t]*\n|\n)|附:|附表|抄送|主送|扫一扫|关联链接|相关链接|相关附件|相关文档|分享到|打印本页|关闭窗口|信息公开选项|责任编辑|\(?此件|\(?联系人"
    r"|主办单位:|[\u4e00-\u9fff]{2,16}(?:办公厅|办公室)[ \t]+(?:19|20)\d{2}年\d{1,2}月\d{1,2}日印发)"
)
_CLOSING = re.compile(
    r"\n[ \t]*请各|(?:(?<=[。)])|\n[ \t]*)请(?:各[^。\n]{1,20})?于[^。\n]{1,60}报|\n[ \t]*各(?:地区|地|区|县|市|级|乡镇|镇|街道|有关|部门|单位|责任单位|牵头)[^。\n]{0,40}?(?:要(?:认真|切实|高度重视|充分认识|结合|按照|加强|完善|根据|抓紧|尽快|将|于)|(?:务必)?于|请)"
    r"|(?:(?<=[。)])|\n[ \t]*)(?:各(?:地区|地|区|县|市|级|乡镇|镇|街道|有关|部门|单位)[^。\n]{0,40}?(?:贯彻落实|按照|根据|执行)本(?:意见|通知|方案|办法|要求)"
    r"|本(?:意见|通知|办法|方案|规定|细则|规划|计划|实施意见)(?:自|由|未尽|有效期|所)|以上(?:意见|事项)|特此|执行中[^。\n]{0,20}问题|此前[^。\n]{0,30}(?:不一致|同时废止))"
)


def is_frame(heading: str, style: str = "") -> bool:
    """Whether an item that begins so (folded) frames the tasks: 指导思想, 工作目标, 实施步骤 …; 主要任务 is none of them."""
    return bool(
        _FRAME_HEADING.match(heading)
        or _MEANING.match(heading)
        or _IN_FORCE.match(heading)
        or style == "article"
        and _ARTICLE_FRAME.match(heading)
    )


def names_members(words: str) -> bool:
    """Whether an unnumbered part only says who sits in a leading group."""
    return bool(_MEMBERSHIP.search(words))


def furniture(text: str) -> list[int]:
    """Places behind which, up to the next item, stands no task: attachments, copies, what the page adds."""
    return [found.start() for found in _FURNITURE.finditer(text)]


def closing(text: str, start: int, end: int) -> int:
    """Where the closing paragraph behind the last item begins; `end` without one. The item keeps its heading and a sentence."""
    for found in _CLOSING.finditer(text, start, end):
        if len(re.findall(r"[。\n]", text[start : found.start()])) >= 2:
            return found.start()
    return end
