"""What a person does in the browser, and what must be true of every page that is shown."""

import re
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe

from portal.demo.cast import PASSWORD

SCREENSHOTS = Path(__file__).parent / "screenshots"
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
AXE = Axe()
# Select2 in Django's admin gives the shown words a role that would need a name; preloading would write styles that the policy refuses
CHECK = """axe.run({exclude: '.select2-selection__rendered'}, {resultTypes: ['violations'], preload: false})
    .then(result => result.violations)"""


class Person:
    """Somebody at a browser. Problems that the browser reports fail the journey at the next look."""

    def __init__(self, context, base, journey):
        self.page, self.base, self.journey = context.new_page(), base, journey
        self.problems = []
        self.page.on("console", self.heard)
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))

    def heard(self, message):
        """Refused inline styles and scripts come as errors of the console. The status of a page is not a problem of the page."""
        if message.type in ("error", "warning") and "Failed to load resource: the server responded with a status of 4" not in message.text:
            self.problems.append(f"{self.page.url}: {message.text}")

    def open(self, address):
        response = self.page.goto(address if address.startswith("http") else self.base + address)
        return response.status

    def sign_in(self, username, password=PASSWORD):
        self.open("/login/")
        self.write("用户名", username)
        self.write("密码", password)
        self.press("登录")
        return self

    def sign_out(self):
        self.press("退出")

    def press(self, words):
        """The button or link of these words, and the page it leads to."""
        self.page.get_by_role("button", name=words, exact=True).or_(self.page.get_by_role("link", name=words, exact=True)).first.click()
        self.page.wait_for_load_state()

    def follow(self, words):
        """The first link that holds these words."""
        self.page.get_by_role("link", name=re.compile(re.escape(words))).first.click()
        self.page.wait_for_load_state()

    def write(self, label, words):
        self.labelled(label).fill(str(words))

    def write_date(self, label, year, month, day):
        group = self.page.get_by_role("group", name=label)
        for part, value in (("年", year), ("月", month), ("日", day)):
            group.get_by_label(part, exact=True).fill(str(value))

    def choose(self, label):
        """A radio button or a box."""
        self.page.get_by_label(re.compile(f"^{re.escape(label)}")).first.check()

    def select(self, label, words):
        self.labelled(label).select_option(label=words)

    def attach(self, field, name, content, kind="text/plain"):
        """A file under the form's field of this name."""
        self.page.locator(f"[name={field}]").set_input_files({"name": name, "mimeType": kind, "buffer": content})

    def labelled(self, label):
        """The control of this label, marked 选填 or not."""
        return self.page.get_by_label(re.compile(rf"^\s*{re.escape(label)}(\s*选填)?\s*$")).first

    def reads(self, words):
        """The page says these words somewhere in its main part."""
        text = self.page.locator("main, #content").first.inner_text()
        assert words in text, f"{self.page.url} says:\n{text}"

    def reads_not(self, words):
        assert words not in self.page.locator("main, #content").first.inner_text()

    def reads_message(self, words):
        """Django's admin tells at the top what was done."""
        message = self.page.locator(".messagelist").inner_text()
        assert words in message, message

    def heading(self):
        return self.page.locator("h1").first.inner_text()

    def section(self):
        """The entry of the navigation that is marked as the current one."""
        return self.page.locator(".masthead .nav [aria-current]").inner_text()

    def look(self, name):
        """Pictures at both widths; no violation of accessibility, nothing wider than the window, nothing that the browser complains of."""
        SCREENSHOTS.mkdir(exist_ok=True)
        before = self.page.viewport_size
        for size in (WIDE, NARROW):
            self.page.set_viewport_size(size)
            picture = SCREENSHOTS / f"{self.journey}-{name}-{size['width']}.png"
            self.page.screenshot(path=picture, full_page=True)
            width = self.page.evaluate("document.documentElement.scrollWidth")
            assert width <= size["width"], f"{self.page.url} is {width} wide at {size['width']}: {self.widest()}"
            self.check_accessibility(size["width"])
        self.page.set_viewport_size(before)
        assert not self.problems, self.problems

    def check_accessibility(self, width):
        """No violation that axe finds at this width. It is loaded once a page."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.axe_script)
        found = self.page.evaluate(CHECK)
        told = "; ".join(f"{one['id']} {one['help']} {one['nodes'][0]['html'][:200]}" for one in found)
        assert not found, f"{self.page.url} at {width}: {told}"

    def widest(self):
        """The elements that stick out of the window, to say what to mend."""
        script = """() => [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
            .slice(0, 5).map(e => e.tagName + '.' + e.className)"""
        return self.page.evaluate(script)
