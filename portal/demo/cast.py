"""The one cast of agencies and people: 云澜市, which does not exist. Tests and the demo city use it alike."""

from datetime import date

from stdnum.cn import ric, uscc

from core.accounts.models import Membership, Role, User
from core.directory.models import Agency, AgencyName, CivilServant, Post, Tenure

PASSWORD = "yunlan-demo-2026"
CITY = "4299"  # a division prefix that is given to no place

# short name: (full name, parent, level, aliases)
AGENCIES = {
    "市政府": ("云澜市人民政府", None, "city", ["云澜市政府", "市人民政府"]),
    "市政府办公室": ("云澜市人民政府办公室", "市政府", "department", ["市政府办", "市府办"]),
    "市信用办": ("云澜市社会信用体系建设办公室", "市政府", "department", ["市社会信用办"]),
    "市政府督查室": ("云澜市人民政府督查室", "市政府", "department", ["市督查室"]),
    "市监委": ("云澜市监察委员会", "市政府", "department", ["市监察委", "市监察局"]),
    "市发展改革委": ("云澜市发展和改革委员会", "市政府", "department", ["市发改委", "市发展和改革委员会"]),
    "市教育局": ("云澜市教育局", "市政府", "department", []),
    "市公安局": ("云澜市公安局", "市政府", "department", []),
    "市民政局": ("云澜市民政局", "市政府", "department", []),
    "市司法局": ("云澜市司法局", "市政府", "department", ["市法制办", "市政府法制办"]),
    "市财政局": ("云澜市财政局", "市政府", "department", []),
    "市人社局": ("云澜市人力资源和社会保障局", "市政府", "department", ["市人力资源社会保障局", "市人力资源和社会保障局", "市人事局"]),
    "市住建局": ("云澜市住房和城乡建设局", "市政府", "department", ["市住房城乡建设局", "市建设局"]),
    "市交通局": ("云澜市交通运输局", "市政府", "department", ["市交通运输局"]),
    "市卫健委": ("云澜市卫生健康委员会", "市政府", "department", ["市卫生健康委", "市卫计委"]),
    "市市场监管局": ("云澜市市场监督管理局", "市政府", "department", ["市市场监督管理局", "市工商局"]),
    "市投资促进局": ("云澜市投资促进局", "市政府", "department", ["市招商局", "市招商办"]),
    "市审批局": ("云澜市行政审批局", "市政府", "department", ["市行政审批局", "市政务服务局"]),
    "市政务服务中心": ("云澜市政务服务中心", "市审批局", "institution", ["市行政服务中心"]),
    "市不动产登记中心": ("云澜市不动产登记中心", "市住建局", "institution", []),
    "东泽区政府": ("云澜市东泽区人民政府", "市政府", "county", ["东泽区", "东泽区人民政府"]),
    "西屏区政府": ("云澜市西屏区人民政府", "市政府", "county", ["西屏区", "西屏区人民政府"]),
    "临川新区管委会": ("云澜市临川新区管理委员会", "市政府", "county", ["临川新区", "新区管委会"]),
    "柳湾街道办": ("云澜市东泽区柳湾街道办事处", "东泽区政府", "township", ["柳湾街道", "柳湾街道办事处"]),
    "石桥镇政府": ("云澜市西屏区石桥镇人民政府", "西屏区政府", "township", ["石桥镇", "石桥镇人民政府"]),
    "市营商环境领导小组": ("云澜市优化营商环境工作领导小组", "市政府", "temporary", []),
}

# user name: (name, agency, role); these are the ones that the sign-in page names
PEOPLE = {
    "lin": ("林晓舟", "市人社局", Role.CLERK),
    "he": ("何静文", "市人社局", Role.AGENCY_REVIEWER),
    "tang": ("唐一鸣", "市住建局", Role.CLERK),
    "qiao": ("乔若水", "市住建局", Role.AGENCY_REVIEWER),
    "su": ("苏明远", "市政府办公室", Role.CLERK),
    "fang": ("方立言", "市政府办公室", Role.AGENCY_REVIEWER),
    "ye": ("叶知秋", "市信用办", Role.CREDIT_OFFICE),
    "meng": ("孟清和", "市信用办", Role.CREDIT_OFFICE),
    "jiang": ("江望舒", "市政府督查室", Role.SUPERVISOR),
    "wei": ("卫平章", "市政府督查室", Role.SUPERVISOR),
    "qin": ("秦正平", "市监委", Role.INSPECTOR),
    "admin": ("管理员", "市信用办", Role.ADMINISTRATOR),
}

# a clerk and a reviewer where else the demo city works
COLLEAGUES = {
    "zhuang": ("庄问渠", "市教育局", Role.CLERK),
    "luo": ("罗以安", "市教育局", Role.AGENCY_REVIEWER),
    "wen": ("闻过之", "市交通局", Role.CLERK),
    "shi": ("石可言", "市交通局", Role.AGENCY_REVIEWER),
    "bai": ("柏如松", "市市场监管局", Role.CLERK),
    "yan": ("颜守正", "市市场监管局", Role.AGENCY_REVIEWER),
    "gao": ("高致远", "市财政局", Role.CLERK),
    "dai": ("戴维新", "市财政局", Role.AGENCY_REVIEWER),
    "lan": ("兰若溪", "柳湾街道办", Role.CLERK),
    "xue": ("薛守望", "柳湾街道办", Role.AGENCY_REVIEWER),
    "mu": ("穆清风", "市不动产登记中心", Role.CLERK),
    "kang": ("康乐平", "市不动产登记中心", Role.AGENCY_REVIEWER),
    # an objection needs a third one: who confirmed the record and who proposes the outcome don't decide it
    "song": ("宋知礼", "市信用办", Role.CREDIT_OFFICE),
}


def credit_code(number):
    """A well-formed unified social credit code of an organ (机关, 11) that belongs to nobody."""
    body = f"11{CITY}00{number:08d}0"[:17]
    return body + uscc.calc_check_digit(body)


def identity_number(order):
    """A well-formed resident identity number of a division that is given to no place: it is nobody's."""
    body = f"{CITY}01{1968 + order % 24}{order % 12 + 1:02d}{order % 28 + 1:02d}{order % 1000:03d}"
    return body + ric.calc_check_digit(body + "0")


def make_civil_servant(name, agency, title, order, **columns):
    """The one of this name in the agency; a new one gets the identity number of this order."""
    person = CivilServant.objects.filter(name=name, agency=agency).first()
    if person is None:
        person = CivilServant(name=name, agency=agency, title=title, **columns)
        person.keep_identity_number(identity_number(order))
        person.save()
    return person


def make_agencies():
    """The whole directory of 云澜市. Returns {short name: Agency}; what is there already stays."""
    made = {}
    for number, (short_name, (name, parent, level, aliases)) in enumerate(AGENCIES.items(), start=1):
        agency, _ = Agency.objects.get_or_create(
            name=name,
            defaults={
                "short_name": short_name,
                "parent": made.get(parent),
                "level": level,
                "credit_code": None if level == "temporary" else credit_code(number),
                "division_code": f"{CITY}00",
                "founded_on": date(2001, 1, 1),
                "sunset_on": date(2027, 12, 31) if level == "temporary" else None,
            },
        )
        for alias in aliases:
            AgencyName.objects.get_or_create(agency=agency, normalised=alias, defaults={"name": alias})
        made[short_name] = agency
    return made


def make_people(agencies):
    """One account a role, two where one person must not act alone, and colleagues. Returns {user name: User}."""
    return {
        username: make_person(username, agencies[agency], name, role) for username, (name, agency, role) in {**PEOPLE, **COLLEAGUES}.items()
    }


def make_person(username, agency, name, role):
    administrator = role == Role.ADMINISTRATOR
    user, created = User.objects.get_or_create(
        username=username,
        defaults={"name": name, "email": f"{username}@yunlan.example", "is_staff": administrator, "is_superuser": administrator},
    )
    if created:
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
        Membership.objects.create(user=user, agency=agency, role=role, starts_on=date(2024, 1, 1))
        order = [*PEOPLE, *COLLEAGUES].index(username)
        make_civil_servant(name, agency, str(role.label), order, user=user, entered_on=date(2020, 1, 1))
    return user


def make_heads(agencies):
    """Heads in office, and A/B roles at the service windows."""
    for order, (short_name, name) in enumerate((("市住建局", "顾长青"), ("市人社局", "白云帆"), ("东泽区政府", "沈南星")), start=100):
        head = make_civil_servant(name, agencies[short_name], "主要负责人", order)
        Tenure.objects.get_or_create(agency=agencies[short_name], civil_servant=head, defaults={"began_on": date(2024, 3, 1)})
    window = agencies["市政务服务中心"]
    staff = [make_civil_servant(name, window, "窗口经办人", order) for order, name in enumerate(("程小满", "陆知微"), start=200)]
    Post.objects.get_or_create(agency=window, title="综合受理窗口", defaults={"a_role": staff[0], "b_role": staff[1]})


def make_cast():
    """Agencies, people, heads. Returns ({short name: Agency}, {user name: User})."""
    agencies = make_agencies()
    people = make_people(agencies)
    make_heads(agencies)
    return agencies, people
