"""The page of an official letter (GB/T 9704-2012): A4, 版心 156 × 225 mm, 22 lines of 28 characters, page numbers — 1 —.

Fonts come with the package pylopdf-fonts-zh-cn; only the characters that a paper uses are embedded. Noto Serif SC stands for 仿宋 and 小标宋,
Noto Sans SC for 黑体. Lengths are mm, sizes points.
"""

from pathlib import Path

from fpdf import FPDF
from pylopdf_fonts_zh_cn import sans_path, serif_path

from core.documents.pdf.fonts import write_small_font

LEFT, TOP, WIDTH, HEIGHT = 28, 37, 156, 225
RIGHT, BOTTOM = LEFT + WIDTH, TOP + HEIGHT
LINE = HEIGHT / 22
SIZE_2, SIZE_3, SIZE_4, SIZE_5 = 22, 16, 14, 10.5  # 二号, 三号, 四号, 五号
POINT = 25.4 / 72
CHARACTER = SIZE_3 * POINT
FULL_LINE = 28 * CHARACTER  # a little wider than the page: set 1.3 % narrower, it fits
NARROW = 100 * WIDTH / FULL_LINE
MOST_STRETCHED = 103  # percent; a shorter line stays ragged
RED, BLACK = (204, 0, 0), (0, 0, 0)
GETA = "〓"  # stands, as in print, for a character that the font lacks
ALWAYS = f"{GETA} 0123456789—年月日（）"


class Page(FPDF):
    """Knows margins, fonts, the character grid and page numbers; letter.py decides what stands where."""

    def __init__(self, characters, folder):
        """`characters`: all that will be printed; the fonts made of them lie in the folder until the PDF is made."""
        super().__init__(format="A4")
        for family, source in (("serif", serif_path()), ("sans", sans_path())):
            small = Path(folder) / f"{family}.ttf"
            write_small_font(source, characters + ALWAYS, small)
            self.add_font(family, fname=small)
        self.set_margins(LEFT, TOP, 210 - RIGHT)
        self.set_auto_page_break(True, 297 - BOTTOM)
        self.c_margin = 0
        self.bold = 0.0

    def footer(self):
        """一字线 on both sides of the number, 7 mm below the text; odd pages right, even pages left, one character in."""
        self.use("serif", SIZE_4)
        words = f"— {self.page_no()} —"
        width = self.get_string_width(words)
        indent = SIZE_4 * POINT
        x = RIGHT - indent - width if self.page_no() % 2 else LEFT + indent
        self.put(words, x, BOTTOM + 7)

    def use(self, family, size, *, color=BLACK, bold=0.0):
        """Choose a font. `bold` is the width of a line drawn around each character: the package has no bold cut."""
        self.set_font(family, size=size)
        self.set_text_color(*color)
        self.set_draw_color(*color)
        self.set_line_width(0.2)
        self.bold = bold

    def drawn(self, width, height, words, **options):
        """A cell in the chosen font."""
        if not self.bold:
            self.cell(width, height, words, **options)
            return
        # outside of a context of its own the outline would stay on for all that follows
        with self.local_context(text_mode="FILL_STROKE", line_width=self.bold):
            self.cell(width, height, words, **options)

    def known(self, words):
        """The words with 〓 for every character that the current font lacks."""
        has = self.current_font.cmap
        return "".join(character if ord(character) in has or character == "\n" else GETA for character in words)

    def put(self, words, x, y, height=LINE):
        """One line at a place."""
        self.set_xy(x, y)
        self.drawn(self.get_string_width(words), height, words)

    def put_line(self, words, *, indent=0.0, is_last=False):
        """One line of the body in the grid: full lines end at the margin."""
        self.room_for(1)
        natural, width = self.get_string_width(words), WIDTH - indent
        stretched = 100 * width / natural if natural else NARROW
        self.set_stretching(NARROW if is_last or stretched > MOST_STRETCHED else stretched)
        self.set_x(LEFT + indent)
        self.drawn(width, LINE, words)
        self.ln(LINE)
        self.set_stretching(100)

    def centred(self, words, height=LINE):
        self.set_x(LEFT)
        self.drawn(WIDTH, height, words, align="C")
        self.ln(height)

    def room_for(self, lines):
        """Begin a new page where fewer lines are left."""
        if self.get_y() + lines * LINE > BOTTOM + 0.01:
            self.add_page()
