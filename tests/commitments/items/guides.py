"""A complete guide of 市人社局, for tests of items and of the applications by them."""

MATERIALS = [
    {"name": "申请表", "form": "original", "copies": 1, "needed": True},
    {"name": "营业执照", "form": "copy", "copies": 1, "needed": True},
    {"name": "场所证明", "form": "both", "copies": 2, "needed": True},
    {"name": "委托书", "form": "original", "copies": 1, "needed": False},
]


def guide_facts(**changed):
    return {
        "kind": "licence",
        "name": "人力资源服务许可",
        "legal_basis": "《人力资源市场暂行条例》第十八条",
        "conditions": "有明确的业务范围和固定场所\n有三名以上专职工作人员",
        "materials": MATERIALS,
        "promised_days": 10,
        "place": "云澜市政务服务中心二楼12号窗口",
        "hours": "工作日9:00至17:00",
        "complaints": "0499-5550100",
    } | changed
