"""Timings of our own commands and of peers, from one run."""
