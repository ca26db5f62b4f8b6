"""`manage.py bench`: speed as ratios within one run, so that a slow machine and a fast one say the same.

figures.py    one measured figure and the table of all
database.py   a database of its own, made and dropped
sweep.py      the sweep against the raw SQL that writes the same rows
public.py     the public list and search against a bare view that runs the same SQL
imports.py    the import of a sheet against COPY into the same tables
files.py      the page of a file with many records against one with few, and of an earlier day against today
rating.py     the rating of all subjects against the bare SQL aggregate
intake.py     reading a document, and one ten times as long
"""
