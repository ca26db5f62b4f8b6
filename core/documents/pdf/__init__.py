"""Official letters as PDF: a `Paper` in, bytes out. Layout after GB/T 9704-2012, as far as a paper of our own makes needs it.

paper.py     what a letter says: data only
lines.py     where lines of Chinese text may break
page.py      the page: margins, fonts, red head, page numbers
letter.py    draws a Paper
"""
