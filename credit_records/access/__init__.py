"""Who may look into a file that is not theirs, and who has done so (C8).

models.py     FileQuery (an authorisation that is asked for), FileLook (one look)
services.py   asking, granting, refusing, taking back; logging a look
"""
