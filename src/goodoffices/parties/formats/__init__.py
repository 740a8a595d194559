"""Official lists as they are published, read into the one normal form: `read_list` takes a file or a folder and tells the format by its content."""

from goodoffices.parties.formats.reading import read_list

__all__ = ["read_list"]
