"""Backups: everything the portal holds in one folder, sealed, and back from it into an empty place.

The database is written first and the files after it: in the other order a file that came in
between would have a row and be missing (safety.md, Backups). The manifest is written last, so a
folder that has one is whole.
"""
