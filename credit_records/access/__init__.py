"""Who may look into a file that is not theirs, and who has done so (C8).

models.py     FileQuery, an authorisation that is asked for; the looks themselves (FileLook) are of the room records
services.py   asking, granting, refusing, taking back
"""
