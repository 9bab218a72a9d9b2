"""Embedding every recording of an archive into one file: on all cores or on a cluster, going on after a kill."""
