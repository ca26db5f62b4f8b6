"""`manage.py chaos`: the sweep over many due deadlines while everything that runs it is killed with SIGKILL at random moments.

settings.py    the portal's settings, with a beat that ticks every few seconds
city.py        a city whose promises are all overdue and not yet noticed
portal.py      worker, beat and servers: killed and started again
checks.py      afterwards: everything exactly once, nothing lost
__main__.py    the rounds
"""
