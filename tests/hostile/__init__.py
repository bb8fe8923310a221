"""Hostile input: files, names, folders and payloads made to crash, hang, escape or run, and what becomes of each.

`expected.tsv` says for every case whether it is loaded, or why it is left out.
"""
