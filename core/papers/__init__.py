"""Issued papers: reports, certificates and answers that leave the portal, and how anybody checks that one is genuine.

registry.py   the kinds, which rooms register
services.py   issuing one
templates.py  what a letter's template may hold between braces
tries.py      how often an address may guess a code
views.py      the public check, and the register of what was issued
"""
