"""Credit reports and certificates (C8): issued as papers that anybody can verify.

sections.py   what a report consists of: the place where another room's part is added
kinds.py      how the papers are printed, and what has changed since
services.py   who may have which paper
queries.py    the public query by name or unified social credit code
"""
